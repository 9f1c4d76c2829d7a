import { CHANNELS, type Channel } from '../../../../src/contract/channel.ts';
import type { PostEvent } from '../../../../src/contract/history.ts';
import { useFormat, useMessages, type Format, type Translate } from '../../i18n/index.ts';
import { ChannelIcon } from '../../ui/index.ts';
import { usePostContext } from '../post-context.ts';
import { historyMessages } from './messages.ts';

/** One change by a person. */
export function EventLine({ event }: { event: PostEvent }) {
  const t = useMessages(historyMessages);
  const format = useFormat();
  const { zoneOf } = usePostContext();
  const channel = channelOf(event);
  const zone = zoneOf(channel ?? 'ig');
  return (
    <li className="text-sm">
      <p className="flex flex-wrap items-center gap-1.5">
        {wordsOf(event, t, format, zone)}
        {channel === null ? null : <ChannelIcon channel={channel} size={13} named />}
      </p>
      <p className="text-xs text-ink-faint">
        {t('by', { name: event.by, when: format.instant(event.at, zone, 'dateTime') })}
      </p>
    </li>
  );
}

function channelOf({ detail }: PostEvent): Channel | null {
  return CHANNELS.find((channel) => channel === detail['channel']) ?? null;
}

const PLAIN = [
  'created',
  'unscheduled',
  'publish_now',
  'retried',
  'declared_live',
  'declared_not_live',
  'consent',
  'account_replaced',
  'deleted',
  'undone',
] as const;

const FIELDS = ['title', 'brief', 'caption', 'hashtags', 'tags', 'assetIds', 'cover'] as const;

function wordsOf(
  { kind, detail }: PostEvent,
  t: Translate<typeof historyMessages.en>,
  format: Format,
  zone: string,
): string {
  const plain = PLAIN.find((name) => name === kind);
  if (plain !== undefined) return t(plain);
  const when = (at: unknown) => (typeof at === 'string' ? format.instant(at, zone, 'dateTime') : null);
  switch (kind) {
    case 'edited': {
      const named: unknown = detail['fields'];
      const fields = FIELDS.filter((name) => Array.isArray(named) && named.includes(name));
      return fields.length === 0
        ? t('edited')
        : t('editedFields', { fields: format.list(fields.map((name) => t(`field_${name}`))) });
    }
    case 'scheduled':
      return t('scheduled', { when: when(detail['at']) ?? '' });
    case 'moved': {
      if (detail['heldUp'] === true) return t('heldUp');
      const to = when(detail['to']);
      if (to !== null) return t('moved', { when: to });
      return t(detail['to'] === null ? 'movedAway' : 'shifted');
    }
    default:
      return t('other', { kind });
  }
}
