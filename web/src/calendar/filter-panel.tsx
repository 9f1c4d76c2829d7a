import { memo, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { CHANNELS } from '../../../src/contract/channel.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import { READINESSES } from '../../../src/contract/issue.ts';
import { useFormat, useMessages } from '../i18n/index.ts';
import { CHANNEL_NAMES, ChannelIcon, classes, LOOKS, ReadinessIcon, TONES, uiMessages } from '../ui/index.ts';
import { isFiltering, rememberCounts, type Counts } from './filter.ts';
import { calendarMessages } from './messages.ts';
import { useCalendarAddress, usePeriodEntries } from './use-calendar.ts';

/** What to show, each choice with how many entries it would leave. A second press takes a choice back. */
export function FilterPanel() {
  const { search } = useCalendarAddress();
  const { query, entries: newest } = usePeriodEntries();
  // A tile is dropped first and counted then: of thousands, counting is felt.
  const entries = useDeferredValue(newest);
  const [countsOf] = useState(rememberCounts);
  const { channel, readiness, tag } = search;
  const counts = useMemo(
    () => countsOf(entries ?? NONE, { channel, readiness, tag }),
    [countsOf, entries, channel, readiness, tag],
  );
  // Before the period's entries are there nobody knows, and "0" would be a claim.
  return <Choices counts={counts} unknown={entries === undefined || query.isPlaceholderData} />;
}

const NONE: readonly Entry[] = [];

const Choices = memo(function Choices({ counts, unknown }: { counts: Counts; unknown: boolean }) {
  const t = useMessages(calendarMessages);
  const ui = useMessages(uiMessages);
  const { search, change } = useCalendarAddress();
  const { channel, readiness, tag } = search;
  const countOf = <K,>(of: ReadonlyMap<K, number>, choice: K) => (unknown ? null : (of.get(choice) ?? 0));
  const tags = [...counts.tag.keys()].toSorted((one, other) => one.localeCompare(other));
  return (
    <div className="flex flex-col gap-4">
      <Group label={t('channel')}>
        {CHANNELS.map((name) => (
          <Choice
            key={name}
            chosen={channel === name}
            count={countOf(counts.channel, name)}
            onPress={() => change({ channel: channel === name ? undefined : name })}
            icon={<ChannelIcon channel={name} size={15} />}
          >
            {CHANNEL_NAMES[name]}
          </Choice>
        ))}
      </Group>
      <Group label={t('readiness')}>
        {READINESSES.map((name) => (
          <Choice
            key={name}
            chosen={readiness === name}
            count={countOf(counts.readiness, name)}
            onPress={() => change({ readiness: readiness === name ? undefined : name })}
            icon={
              <span className={classes('flex size-5 items-center justify-center rounded', TONES[LOOKS[name].tone])}>
                <ReadinessIcon look={name} />
              </span>
            }
          >
            {ui(name)}
          </Choice>
        ))}
      </Group>
      {tags.length === 0 && tag === undefined ? null : (
        <Group label={t('tag')}>
          {(tag === undefined || tags.includes(tag) ? tags : [tag, ...tags]).map((name) => (
            <Choice
              key={name}
              chosen={tag === name}
              count={countOf(counts.tag, name)}
              onPress={() => change({ tag: tag === name ? undefined : name })}
            >
              {name}
            </Choice>
          ))}
        </Group>
      )}
      {isFiltering(search) ? (
        <button
          type="button"
          className="self-start rounded px-2 text-xs font-medium text-accent-text hover:underline"
          onClick={() => change({ channel: undefined, readiness: undefined, tag: undefined })}
        >
          {t('clearFilters')}
        </button>
      ) : null}
    </div>
  );
});

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      <p className="mb-1 px-2 text-xs font-medium text-ink-faint">{label}</p>
      {children}
    </div>
  );
}

interface ChoiceProps {
  chosen: boolean;
  /** `null`: not known yet. */
  count: number | null;
  onPress: () => void;
  icon?: ReactNode;
  children: ReactNode;
}

function Choice({ chosen, count, onPress, icon, children }: ChoiceProps) {
  const format = useFormat();
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onPress}
      className={classes(
        'flex min-h-7.5 w-full items-center gap-2 rounded-lg px-2 text-left text-sm transition-colors',
        chosen ? 'bg-accent-soft font-medium text-accent-text' : 'text-ink-soft hover:bg-hover hover:text-ink',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 leading-tight wrap-anywhere">{children}</span>
      <span className="text-xs tabular-nums">{count === null ? null : format.number(count)}</span>
    </button>
  );
}
