import {
  CircleCheck,
  CirclePause,
  ImageOff,
  LoaderCircle,
  PencilLine,
  RotateCw,
  Send,
  Sparkles,
  TriangleAlert,
  Unplug,
  UserRoundPen,
  type LucideIcon,
} from 'lucide-react';
import type { Entry } from '../../../src/contract/entry.ts';
import { useMessages } from '../i18n/index.ts';
import { uiMessages } from './messages.ts';
import { Badge, type Tone } from './small.tsx';

type Shown = Pick<Entry, 'state' | 'readiness'> & { proposed?: boolean };

/** One look per thing a tile can say: a word, a sign and a colour that always go together. */
export type Look = 'publishing' | 'retrying' | 'draft' | 'proposed' | Entry['readiness'];

export const LOOKS: Record<Look, { tone: Tone; icon: LucideIcon }> = {
  publishing: { tone: 'progress', icon: LoaderCircle },
  retrying: { tone: 'progress', icon: RotateCw },
  draft: { tone: 'neutral', icon: PencilLine },
  proposed: { tone: 'accent', icon: Sparkles },
  ready: { tone: 'ready', icon: CircleCheck },
  missing_media: { tone: 'warning', icon: ImageOff },
  token_expired: { tone: 'danger', icon: Unplug },
  failed_retry: { tone: 'danger', icon: TriangleAlert },
  needs_attention: { tone: 'danger', icon: UserRoundPen },
  published: { tone: 'published', icon: Send },
};

/** The job's own progress comes before readiness; a proposal is nothing to worry about yet; a draft that would be ready is still a draft. */
export function lookOf(entry: Shown): Look {
  if (entry.state === 'publishing') return 'publishing';
  if (entry.state === 'retrying') return 'retrying';
  if (entry.proposed === true) return 'proposed';
  if (entry.state === 'draft' && entry.readiness === 'ready') return 'draft';
  return entry.readiness;
}

export function ReadinessBadge({ entry }: { entry: Shown }) {
  const t = useMessages(uiMessages);
  const look = lookOf(entry);
  return (
    <Badge tone={LOOKS[look].tone} icon={<ReadinessIcon look={look} />}>
      {t(look)}
    </Badge>
  );
}

export function ReadinessIcon({ look, size = 13 }: { look: Look; size?: number }) {
  const Icon = LOOKS[look].icon ?? CirclePause;
  return (
    <Icon size={size} aria-hidden="true" className={look === 'publishing' ? 'shrink-0 animate-spin' : 'shrink-0'} />
  );
}
