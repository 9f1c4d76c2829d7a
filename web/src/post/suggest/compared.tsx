import type { CoverSuggestion, HashtagsSuggestion, TimeSuggestion } from '../../../../src/contract/suggestion.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { ChannelIcon } from '../../ui/index.ts';
import { secondsText } from '../cover/seconds-text.ts';
import { usePostContext } from '../post-context.ts';
import { suggestMessages } from './messages.ts';
import type { FieldSuggestion } from './suggestable.ts';
import { wordDiff, type DiffPart } from './word-diff.ts';

/** What would go and what would come. Told by line and underline, not by colour alone, and to ears by a word. */
export function Compared({ suggestion }: { suggestion: FieldSuggestion }) {
  const { form } = usePostContext();
  switch (suggestion.field) {
    case 'caption':
      return (
        <p className="max-h-56 overflow-y-auto rounded-lg bg-surface p-2.5 text-sm break-words whitespace-pre-wrap">
          {wordDiff(form.caption, suggestion.said.text).map((part, index) => (
            // The parts have no name of their own, and are never reordered.
            // oxlint-disable-next-line react/no-array-index-key
            <Part key={index} part={part} />
          ))}
        </p>
      );
    case 'hashtags':
      return <HashtagsCompared now={form.hashtags} said={suggestion.said} />;
    case 'cover':
      return <CoverCompared said={suggestion.said} />;
    case 'time':
      return <TimesCompared said={suggestion.said} />;
  }
}

function Part({ part: { kind, text } }: { part: DiffPart }) {
  const t = useMessages(suggestMessages);
  if (kind === 'same') return <span>{text}</span>;
  if (kind === 'gone') {
    return (
      <del className="text-danger decoration-2">
        <span className="sr-only">{t('gone')}</span>
        {text}
      </del>
    );
  }
  return (
    <ins className="font-medium text-ready decoration-2 underline-offset-2">
      <span className="sr-only">{t('fresh')}</span>
      {text}
    </ins>
  );
}

function HashtagsCompared({ now, said }: { now: readonly string[]; said: HashtagsSuggestion }) {
  const parts: DiffPart[] = [
    ...now.map((word): DiffPart => ({ kind: said.hashtags.includes(word) ? 'same' : 'gone', text: `#${word}` })),
    ...said.hashtags.filter((word) => !now.includes(word)).map((word): DiffPart => ({ kind: 'new', text: `#${word}` })),
  ];
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 rounded-lg bg-surface p-2.5 text-sm">
      {parts.map((part) => (
        <li key={part.text} title={said.why.find(({ hashtag }) => `#${hashtag}` === part.text)?.reason}>
          <Part part={part} />
        </li>
      ))}
    </ul>
  );
}

function TimesCompared({ said }: { said: TimeSuggestion }) {
  const t = useMessages(suggestMessages);
  const format = useFormat();
  const { form } = usePostContext();
  return (
    <ul className="flex flex-col gap-1 rounded-lg bg-surface p-2.5 text-sm">
      {said.slots
        .filter(({ channel }) => form[channel].on)
        .map(({ channel, scheduledAt, timezone }) => {
          const now = form[channel].scheduledAt;
          return (
            <li key={channel} className="flex flex-wrap items-center gap-2">
              <ChannelIcon channel={channel} size={14} named />
              <Part
                part={{ kind: 'gone', text: now === null ? t('noTimeNow') : format.instant(now, timezone, 'dateTime') }}
              />
              <span aria-hidden="true">→</span>
              <Part part={{ kind: 'new', text: format.instant(scheduledAt, timezone, 'dateTime') }} />
            </li>
          );
        })}
    </ul>
  );
}

function CoverCompared({ said }: { said: CoverSuggestion }) {
  const t = useMessages(suggestMessages);
  const { form } = usePostContext();
  const now = form.cover?.timeMs;
  const instead = said.options[0]?.cover.timeMs ?? 0;
  return (
    <p className="flex items-center gap-2 rounded-lg bg-surface p-2.5 text-sm tabular-nums">
      <Part part={{ kind: 'gone', text: now === undefined ? t('firstFrame') : secondsText(now) }} />
      <span aria-hidden="true">→</span>
      <Part part={{ kind: 'new', text: secondsText(instead) }} />
    </p>
  );
}
