import { GitCompareArrows } from 'lucide-react';
import { useFormat, useMessages, type Format, type Translate } from '../../i18n/index.ts';
import { Button, CHANNEL_NAMES } from '../../ui/index.ts';
import type { Conflict } from '../form/merge.ts';
import { CHANNEL_ORDER } from '../form/post-form.ts';
import { usePostContext } from '../post-context.ts';
import { progressMessages } from './messages.ts';

/** What was changed here and elsewhere at once, side by side: the creator says which stays, and nothing is lost. */
export function ConflictPanel({
  conflicts,
  onSettle,
}: {
  conflicts: readonly Conflict[];
  onSettle: (path: string, side: 'mine' | 'theirs') => void;
}) {
  const t = useMessages(progressMessages);
  if (conflicts.length === 0) return null;
  return (
    <section
      data-place="progress"
      aria-label={t('conflictTitle')}
      className="flex flex-col gap-3 rounded-xl border border-line bg-progress-soft p-3"
    >
      <div role="alert" className="flex items-start gap-2 text-progress">
        <GitCompareArrows size={17} aria-hidden="true" className="mt-0.5 shrink-0" />
        <p className="text-sm">
          <strong className="font-semibold">{t('conflictTitle')}.</strong> {t('conflictText')}
        </p>
      </div>
      {conflicts.map((conflict) => (
        <Sides key={conflict.path} conflict={conflict} onSettle={onSettle} />
      ))}
    </section>
  );
}

function Sides({
  conflict,
  onSettle,
}: {
  conflict: Conflict;
  onSettle: (path: string, side: 'mine' | 'theirs') => void;
}) {
  const t = useMessages(progressMessages);
  const format = useFormat();
  const { zoneOf } = usePostContext();
  const say = (value: unknown) => valueWords(conflict.path, value, t, format, zoneOf(channelOf(conflict.path) ?? 'ig'));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{fieldWords(conflict.path, t)}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        <Side
          title={t('mine')}
          text={say(conflict.mine)}
          action={t('keepMine')}
          onChoose={() => onSettle(conflict.path, 'mine')}
        />
        <Side
          title={t('theirs')}
          text={say(conflict.theirs)}
          action={t('takeTheirs')}
          onChoose={() => onSettle(conflict.path, 'theirs')}
        />
      </div>
    </fieldset>
  );
}

function Side({
  title,
  text,
  action,
  onChoose,
}: {
  title: string;
  text: string;
  action: string;
  onChoose: () => void;
}) {
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-2.5">
      <p className="text-xs text-ink-faint">{title}</p>
      <p className="max-h-40 flex-1 overflow-y-auto text-sm break-words whitespace-pre-wrap">{text}</p>
      <Button small className="self-start" onClick={onChoose}>
        {action}
      </Button>
    </div>
  );
}

function channelOf(path: string) {
  return CHANNEL_ORDER.find((channel) => path.startsWith(`${channel}.`));
}

const NAMED = ['title', 'brief', 'caption', 'hashtags', 'tags', 'assetIds', 'cover', 'on', 'scheduledAt'] as const;

function fieldWords(path: string, t: Translate<typeof progressMessages.en>): string {
  const channel = channelOf(path);
  const last = path.split('.').at(-1) ?? path;
  const known = NAMED.find((name) => name === last);
  const words = known === undefined ? t('field_other', { name: last }) : t(`field_${known}`);
  return channel === undefined ? words : `${CHANNEL_NAMES[channel]}: ${words}`;
}

function valueWords(
  path: string,
  value: unknown,
  t: Translate<typeof progressMessages.en>,
  format: Format,
  zone: string,
): string {
  if (value === undefined || value === null || value === '') return t('nothing');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (path.endsWith('scheduledAt') && typeof value === 'string') return format.instant(value, zone, 'dateTime');
  if (path === 'assetIds' && Array.isArray(value)) return t('files', { count: value.length });
  if (Array.isArray(value)) {
    if (value.length === 0) return t('nothing');
    return value.every((part) => typeof part === 'string') ? value.join(', ') : JSON.stringify(value);
  }
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`;
}
