/**
 * A long list of an answer that is written as JSON while it is read, so that its items never are in memory all at once: a
 * thousand of them that live until the answer has gone are what a collection of garbage is slow with.
 */
export class WrittenList<Item> {
  readonly #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(items: readonly Item[]): void {
    if (items.length === 0) return;
    const text = JSON.stringify(items).slice(1, -1);
    this.#parts.push(Buffer.from(this.#length === 0 ? text : `,${text}`));
    this.#length += items.length;
  }

  /** The bytes of an object that has the list as its `data` and the rest, which is not empty, behind it. */
  asDataOf(rest: Record<string, unknown>): Buffer {
    const behind = `],${JSON.stringify(rest).slice(1)}`;
    return Buffer.concat([Buffer.from('{"data":['), ...this.#parts, Buffer.from(behind)]);
  }
}
