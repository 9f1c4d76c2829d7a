import type { PostgresCursor } from 'kysely';
import pg from 'pg';

/**
 * A query whose rows can be worked on while the others are still on their way; what Kysely streams with. The driver's own
 * cursor is not used: it asks for every batch anew, and closing it waits forever once the connection is gone.
 */
export class ArrivingRows<Row> extends pg.Query<pg.QueryResultRow> implements PostgresCursor<Row> {
  #rows: Row[] = [];
  #wanted = 0;
  #end: { failure: Error | null } | null = null;
  #wake: () => void = () => undefined;

  constructor(text: string, parameters: unknown[]) {
    super(text, parameters);
    this.on('row', (row) => {
      this.#rows.push(row as Row);
      if (this.#rows.length === this.#wanted) this.#wake();
    });
    this.on('end', () => this.#finish(null));
    this.on('error', (failure) => this.#finish(failure));
  }

  /** The next `count` rows, fewer only at the end, then none. Throws what the query or its connection failed with. */
  async read(count: number): Promise<Row[]> {
    if (this.#rows.length < count) await this.#until(count);
    if (this.#end?.failure) throw this.#end.failure;
    return this.#rows.splice(0, count);
  }

  /** Waits until the connection is free for the next query, or gone. What nobody read is dropped. */
  async close(): Promise<void> {
    await this.#until(Infinity);
    this.#rows = [];
  }

  async #until(count: number): Promise<void> {
    if (this.#end !== null) return;
    this.#wanted = count;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #finish(failure: Error | null): void {
    this.#end ??= { failure };
    this.#wake();
  }
}
