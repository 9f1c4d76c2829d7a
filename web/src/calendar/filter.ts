import type { Channel } from '../../../src/contract/channel.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { Readiness } from '../../../src/contract/issue.ts';
import { placesReplaced } from '../api/replaced.ts';

export interface Filter {
  channel?: Channel | undefined;
  readiness?: Readiness | undefined;
  tag?: string | undefined;
}

export function isFiltering(filter: Filter): boolean {
  return filter.channel !== undefined || filter.readiness !== undefined || filter.tag !== undefined;
}

export function matches(entry: Entry, filter: Filter): boolean {
  return (
    (filter.channel === undefined || entry.channel === filter.channel) &&
    (filter.readiness === undefined || shownReadiness(entry) === filter.readiness) &&
    (filter.tag === undefined || entry.tags.includes(filter.tag))
  );
}

/** A proposal waits for an answer; what it lacks is nobody's task before that, and its badge does not say it either. */
function shownReadiness(entry: Entry): Readiness | null {
  return entry.proposed ? null : entry.readiness;
}

export interface Counts {
  channel: ReadonlyMap<Channel, number>;
  readiness: ReadonlyMap<Readiness, number>;
  tag: ReadonlyMap<string, number>;
}

/** How many entries each choice would show, the other filters staying as they are. */
export function countChoices(entries: readonly Entry[], filter: Filter): Counts {
  const channel = new Map<Channel, number>();
  const readiness = new Map<Readiness, number>();
  const tag = new Map<string, number>();
  const ofChannel = { ...filter, channel: undefined };
  const ofReadiness = { ...filter, readiness: undefined };
  const ofTag = { ...filter, tag: undefined };
  for (const entry of entries) {
    if (matches(entry, ofChannel)) add(channel, entry.channel);
    const shown = shownReadiness(entry);
    if (shown !== null && matches(entry, ofReadiness)) add(readiness, shown);
    if (matches(entry, ofTag)) for (const name of entry.tags) add(tag, name);
  }
  return { channel, readiness, tag };
}

/** `countChoices` that knows what it answered last: a post that moves counts as it did, and of thousands counting is felt. */
export function rememberCounts(): (entries: readonly Entry[], filter: Filter) => Counts {
  let last: { entries: readonly Entry[]; filter: Filter; counts: Counts } | undefined;
  return (entries, filter) => {
    const isSame = last !== undefined && sameFilter(last.filter, filter) && countAlike(last.entries, entries);
    const counts = last !== undefined && isSame ? last.counts : countChoices(entries, filter);
    last = { entries, filter, counts };
    return counts;
  };
}

function sameFilter(one: Filter, other: Filter): boolean {
  return one.channel === other.channel && one.readiness === other.readiness && one.tag === other.tag;
}

function countAlike(before: readonly Entry[], after: readonly Entry[]): boolean {
  return (
    placesReplaced(before, after)?.every((place) => {
      const [old, entry] = [before[place], after[place]];
      return old?.tags === entry?.tags && old?.readiness === entry?.readiness && old?.proposed === entry?.proposed;
    }) ?? false
  );
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
