import { Sparkles } from 'lucide-react';
import { useRef } from 'react';
import { useMessages, type Translate } from '../../i18n/index.ts';
import { Badge, Button, Spinner } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { Basis } from './basis.tsx';
import { ChannelVariants } from './channel-variants.tsx';
import { suggestMessages } from './messages.ts';
import { Offer } from './offer.tsx';
import { OtherTimes } from './other-times.tsx';
import type { SuggestedField } from './suggestable.ts';
import { useSuggestContext } from './suggest-context.ts';
import type { FieldStory } from './use-suggestions.ts';

/** Below a field: whether what stands there was suggested and why, and the way to ask for this field alone. */
export function SuggestLine({ field }: { field: SuggestedField }) {
  const t = useMessages(suggestMessages);
  const { form } = usePostContext();
  const suggestions = useSuggestContext();
  const asking = useRef<HTMLButtonElement>(null);
  if (suggestions === null) return null;
  const story = suggestions.storyOf(field);
  // Words need something to be drawn from; an hour and a frame do not.
  const canAsk = field === 'time' || field === 'cover' || form.brief.trim() !== '' || form.caption.trim() !== '';
  return (
    <div data-suggest={field} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 self-center text-xs text-ink-soft">
          {story === null ? null : <Words field={field} story={story} />}
        </div>
        {canAsk ? (
          <Button
            look="quiet"
            small
            icon={<Sparkles size={13} aria-hidden="true" />}
            ref={asking}
            busy={story?.kind === 'waiting'}
            onClick={() => suggestions.suggest(field)}
          >
            {t(story?.kind === 'filled' ? 'suggestAgain' : 'suggest')}
            <span className="sr-only"> {t(ASKS[field])}</span>
          </Button>
        ) : null}
      </div>
      {story?.kind === 'offered' ? (
        <Offer suggestion={story.suggestion} suggestions={suggestions} after={asking} />
      ) : null}
      {story?.kind === 'filled' && story.suggestion.field === 'time' ? (
        <OtherTimes said={story.suggestion.said} />
      ) : null}
      {story?.kind === 'filled' && story.suggestion.field === 'caption' ? (
        <ChannelVariants said={story.suggestion.said} />
      ) : null}
      <p className="sr-only" role="status">
        {story === null ? '' : spoken(field, story, t)}
      </p>
    </div>
  );
}

const ASKS = { caption: 'ofCaption', hashtags: 'ofHashtags', cover: 'ofCover', time: 'ofTime' } as const;

function Words({ field, story }: { field: SuggestedField; story: FieldStory }) {
  const t = useMessages(suggestMessages);
  switch (story.kind) {
    case 'waiting':
      return (
        <span className="inline-flex items-center gap-1.5">
          <Spinner size={12} /> {t('waiting')}
        </span>
      );
    case 'filled':
      return (
        <span className="flex flex-col items-start gap-1">
          <Badge tone="progress" icon={<Sparkles size={12} aria-hidden="true" />}>
            {t('suggested')}
          </Badge>
          <Basis said={story.suggestion.said} />
        </span>
      );
    case 'same':
      return t('same');
    case 'none':
      return t(`none_${field}`);
    case 'offered':
      return null;
  }
}

function spoken(field: SuggestedField, story: FieldStory, t: Translate<typeof suggestMessages.en>): string {
  switch (story.kind) {
    case 'filled':
      return t(`arrived_${field}`);
    case 'offered':
      return t(`offered_${field}`);
    case 'same':
      return t('same');
    case 'none':
      return t(`none_${field}`);
    case 'waiting':
      return t('waiting');
  }
}
