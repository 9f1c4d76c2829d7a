import { CalendarX } from 'lucide-react';
import { useId, useState } from 'react';
import type { Channel } from '../../../../src/contract/channel.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { Button, ChannelIcon, CHANNEL_NAMES, IconButton, TextInput } from '../../ui/index.ts';
import { hasPassed } from '../form/past.ts';
import { sameTimes } from '../form/places.ts';
import { channelsOf } from '../form/post-form.ts';
import { readWallClock, wallClockOf, type WallClock } from '../form/times.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { SuggestLine } from '../suggest/suggest-line.tsx';
import { IssueNotes } from './issue-notes.tsx';
import { Neighbours } from './neighbours.tsx';

/** When it goes out: one time for all channels, or one for each. */
export function TimeField() {
  const t = useMessages(postMessages);
  const { form, edit, readOnly, isLocked } = usePostContext();
  const channels = channelsOf(form);
  const [wantsSeparate, setWantsSeparate] = useState(false);
  const separate = channels.length > 1 && (wantsSeparate || !sameTimes(form));
  const open = channels.filter((channel) => !isLocked(channel));
  const first = open[0] ?? channels[0];
  const setTime = (which: readonly Channel[], scheduledAt: string | null) =>
    edit((old) => ({
      ...old,
      ig: which.includes('ig') ? { ...old.ig, scheduledAt } : old.ig,
      tiktok: which.includes('tiktok') ? { ...old.tiktok, scheduledAt } : old.tiktok,
    }));
  // A channel that is off takes the shared time along, so that it has it when it is switched on.
  const all: readonly Channel[] = ['ig', 'tiktok'];

  return (
    <section data-place="time" aria-label={t('when')} className="flex flex-col gap-2">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h3 className="font-sans text-sm font-medium tracking-normal">{t('when')}</h3>
        {open.length > 1 && !readOnly ? (
          <Button
            look="quiet"
            small
            onClick={() => {
              if (separate) setTime(all, form[first ?? 'ig'].scheduledAt);
              setWantsSeparate(!separate);
            }}
          >
            {t(separate ? 'oneTime' : 'separateTimes')}
          </Button>
        ) : null}
      </div>
      {separate ? (
        channels.map((channel) => (
          <div key={channel} data-place={`${channel}.time`} className="flex flex-col gap-1.5">
            <div className="flex items-center gap-1.5 text-xs text-ink-soft">
              <ChannelIcon channel={channel} size={14} />
              {CHANNEL_NAMES[channel]}
            </div>
            <ZonedTime
              channel={channel}
              value={form[channel].scheduledAt}
              disabled={readOnly || isLocked(channel)}
              onChange={(at) => setTime([channel], at)}
            />
            <IssueNotes places={[`${channel}.time`]} />
          </div>
        ))
      ) : (
        <ZonedTime
          channel={first ?? 'ig'}
          value={form[first ?? 'ig'].scheduledAt}
          disabled={readOnly}
          others={channels.filter((channel) => channel !== first)}
          onChange={(at) => setTime(all, at)}
        />
      )}
      <SuggestLine field="time" />
      <IssueNotes places={['time']} />
      {readOnly ? null : channels.map((channel) => <Neighbours key={channel} channel={channel} />)}
    </section>
  );
}

interface ZonedTimeProps {
  /** Whose zone the fields speak in. */
  channel: Channel;
  value: string | null;
  onChange: (instant: string | null) => void;
  disabled: boolean;
  /** Channels that go out at the same instant: said as well where their wall shows another time. */
  others?: readonly Channel[];
}

/** A date and a time on the account's wall, with what the clocks do to them. */
function ZonedTime({ channel, value, onChange, disabled, others = [] }: ZonedTimeProps) {
  const t = useMessages(postMessages);
  const format = useFormat();
  const { zoneOf, nowMs, entryOf } = usePostContext();
  const id = useId();
  const zone = zoneOf(channel);
  // What is typed stands as typed until it makes a time; a change from elsewhere replaces it.
  const [typed, setTyped] = useState<{ wall: WallClock; value: string | null }>({
    wall: wallClockOf(value, zone),
    value,
  });
  const wall = typed.value === value ? typed.wall : wallClockOf(value, zone);
  const read = readWallClock(wall, zone);
  const type = (next: WallClock) => {
    const instant = readWallClock(next, zone)?.instant ?? (next.date === '' && next.time === '' ? null : value);
    setTyped({ wall: next, value: instant });
    if (instant !== value) onChange(instant);
  };
  const offset = offsetOf(format.tag, value ?? nowMs, zone);
  const past = !disabled && hasPassed(value, entryOf(channel), nowMs);
  const elsewhere = others.filter(
    (other) => value !== null && wallClockOf(value, zoneOf(other)).time !== wallClockOf(value, zone).time,
  );

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <TextInput
          type="date"
          aria-label={t('date')}
          aria-describedby={`${id}-notes`}
          value={wall.date}
          disabled={disabled}
          onChange={(event) => type({ ...wall, date: event.target.value })}
          className="w-40!"
        />
        <TextInput
          type="time"
          aria-label={t('time')}
          aria-describedby={`${id}-notes`}
          value={wall.time}
          disabled={disabled}
          onChange={(event) => type({ ...wall, time: event.target.value })}
          className="w-32!"
        />
        <span className="text-xs text-ink-faint">{t('zone', { zone: zone.replaceAll('_', ' '), offset })}</span>
        {value === null || disabled ? null : (
          <IconButton small label={t('clearTime')} onClick={() => type({ date: '', time: '' })}>
            <CalendarX size={15} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <div id={`${id}-notes`} aria-live="polite" className="flex flex-col gap-1 text-xs text-ink-soft empty:hidden">
        {read?.note === 'gap' ? (
          <p className="font-medium text-warning">{t('gap', { time: wall.time, resolved: read.shown.time })}</p>
        ) : null}
        {read?.note === 'overlap' ? (
          <p className="font-medium text-warning">{t('overlap', { time: wall.time })}</p>
        ) : null}
        {past ? <p className="font-medium text-danger">{t('timePast')}</p> : null}
        {value === null && !disabled ? <p>{t('noTime')}</p> : null}
        {elsewhere.map((other) => (
          <p key={other}>
            {CHANNEL_NAMES[other]}:{' '}
            {t('alsoIn', { when: format.instant(value ?? '', zoneOf(other), 'dateTime'), zone: zoneOf(other) })}
          </p>
        ))}
      </div>
    </div>
  );
}

/** `GMT+1`: what the zone's name means at that instant. */
function offsetOf(tag: string, at: string | number, timeZone: string): string {
  const format = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'shortOffset' });
  return (
    format.formatToParts(typeof at === 'string' ? Date.parse(at) : at).find((part) => part.type === 'timeZoneName')
      ?.value ?? ''
  );
}
