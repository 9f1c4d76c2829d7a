import type { Entry } from '../../../src/contract/entry.ts';

/*
 * What this page knows better than an answer still under way: what it has just written into the cache, and what the
 * person has just wished. Without it a window read before a move would put the tile back for a moment.
 */

/** Entries written while something was being read, and when; `null`: gone. */
const written = new Map<string, { entry: Entry | null; turn: number }>();
/** Entries as wished and not yet confirmed. No reading takes a wish back, however new it is. */
const wishes = new Map<string, { entry: Entry; token: symbol }>();
let turn = 0;
let readings = 0;

/** Remembers what goes into the cache (`null`: what goes out of it) for the readings now under way. */
export function noteWritten(id: string, entry: Entry | null): void {
  turn += 1;
  if (readings > 0) written.set(id, { entry, turn });
}

export interface Reading {
  /** The answer brought up to date: what was written since the reading began, and what is wished. */
  complete: (answer: readonly Entry[], belongs: (entry: Entry) => boolean) => Entry[];
  /** To be called however it ends. */
  end: () => void;
}

/** Begins a reading of a list of entries. */
export function beginReading(): Reading {
  const begun = turn;
  readings += 1;
  return {
    complete: (answer, belongs) => {
      const since = new Map<string, Entry | null>();
      for (const [id, { entry }] of wishes) since.set(id, entry);
      for (const [id, { entry, turn: at }] of written) if (at > begun) since.set(id, entry);
      if (since.size === 0) return [...answer];
      const read = new Map(answer.map((entry) => [entry.id, entry]));
      for (const [id, entry] of since) {
        const known = read.get(id);
        if (entry === null) read.delete(id);
        else read.set(id, asWished(known !== undefined && isNewer(known, entry) ? known : entry));
      }
      return [...read.values()].filter((entry) => !since.has(entry.id) || belongs(entry));
    },
    end: () => {
      readings -= 1;
      if (readings === 0) written.clear();
    },
  };
}

/** Notes an entry as the person wishes it; answers the token by which the wish is given up. */
export function wish(entry: Entry): symbol {
  const token = Symbol(entry.id);
  wishes.set(entry.id, { entry, token });
  return token;
}

/** Gives a wish up, unless a later one has taken its place. */
export function unwish(id: string, token: symbol): void {
  if (wishes.get(id)?.token === token) wishes.delete(id);
}

/** The entry at the time the person last wished it to be at. */
export function asWished(entry: Entry): Entry {
  const wished = wishes.get(entry.id)?.entry;
  return wished === undefined || wished.scheduledAt === entry.scheduledAt
    ? entry
    : { ...entry, scheduledAt: wished.scheduledAt };
}

/** Answers may overtake each other; an older reading never replaces a newer one. */
export function isNewer(entry: Entry, other: Entry): boolean {
  return Date.parse(entry.updatedAt) > Date.parse(other.updatedAt);
}
