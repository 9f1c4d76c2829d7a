import { Change } from '../contract/change.ts';
import { MOST_IDS_ASKED } from '../contract/entry.ts';
import type { Clock } from '../domain/clock.ts';

/** Longer than a page takes from its first reading until it listens. */
const RECENT_MS = 15_000;

type Listener = (change: Change) => void;

/**
 * Who listens to what, within this process. Changes of other processes arrive through the database. A page reads first and
 * listens a moment later: what changed shortly before is told to it as it begins, so that nothing falls in between.
 */
export class ChangeHub {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #recent: { userId: string; change: Change; atMs: number }[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  listen(userId: string, listener: Listener): () => void {
    const own = this.#listeners.get(userId) ?? new Set();
    own.add(listener);
    this.#listeners.set(userId, own);
    for (const change of this.#recentOf(userId)) listener(change);
    return () => {
      own.delete(listener);
      if (own.size === 0) this.#listeners.delete(userId);
    };
  }

  publish(userId: string, change: Change): void {
    this.#forgetOld();
    this.#recent.push({ userId, change, atMs: this.#clock.now().epochMilliseconds });
    for (const listener of this.#listeners.get(userId) ?? []) listener(change);
  }

  /** Something may have been missed: everybody reads everything again. */
  publishGap(): void {
    for (const own of this.#listeners.values()) {
      for (const listener of own) for (const kind of KINDS) listener({ kind, ids: [] });
    }
  }

  /** One change a kind: with every id that was named, or none when one named none or they are too many to be asked for. */
  #recentOf(userId: string): Change[] {
    this.#forgetOld();
    const own = this.#recent.filter((said) => said.userId === userId).map(({ change }) => change);
    return KINDS.flatMap((kind) => {
      const said = own.filter((change) => change.kind === kind);
      const ids = [...new Set(said.flatMap((change) => change.ids))];
      const isAny = ids.length > MOST_IDS_ASKED || said.some((change) => change.ids.length === 0);
      return said.length === 0 ? [] : [{ kind, ids: isAny ? [] : ids }];
    });
  }

  /** Also what lies ahead: the clock was put back, and it would be told for as long as that. */
  #forgetOld(): void {
    const nowMs = this.#clock.now().epochMilliseconds;
    for (let [first] = this.#recent; first !== undefined; [first] = this.#recent) {
      if (first.atMs >= nowMs - RECENT_MS && first.atMs <= nowMs) return;
      this.#recent.shift();
    }
  }
}

const KINDS = Change.shape.kind.options;
