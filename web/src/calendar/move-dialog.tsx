import { useRef, useState } from 'react';
import { Button, Dialog, Field, TextInput } from '../ui/index.ts';
import { heldBy, refusalOf, targetAt } from './move.ts';
import type { Tile } from './tiles.ts';
import { titleOf, type Say } from './tile-words.ts';
import { useActions } from './use-actions.ts';
import { useCalendar } from './use-calendar.ts';

/** *Move to…*: a day and a time, for those who do not drag. Gaps and overlaps of the clocks are said, not guessed. */
export function MoveDialog({ tile, say, onClose }: { tile: Tile; say: Say; onClose: () => void }) {
  const { today, nowMs } = useCalendar();
  const actions = useActions();
  const [day, setDay] = useState(tile.date ?? today);
  const [time, setTime] = useState(timeText(tile.atMs === null ? 600 : tile.minutes));
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const target = targetFrom(day, time, tile.timezone);
  const refusal = target === null ? heldBy(tile) : refusalOf(tile, target, nowMs);
  const error =
    target === null ? (tried ? say.t('timeRequired') : null) : refusal === null ? null : say.t(`refused_${refusal}`);

  const submit = () => {
    setTried(true);
    if (target === null || refusal !== null) return;
    onClose();
    void actions.move(tile, target);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say.t('moveTitle', { title: titleOf(tile, say) })}
      initialFocus={first}
      footer={
        <>
          <Button onClick={onClose}>{say.ui('cancel')}</Button>
          <Button look="primary" onClick={submit}>
            {say.t('move')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <Field label={say.t('day')}>
            {(wired) => (
              <TextInput
                {...wired}
                ref={first}
                type="date"
                min={today}
                value={day}
                onChange={(event) => setDay(event.target.value)}
              />
            )}
          </Field>
          <Field label={say.t('time')} error={error}>
            {(wired) => (
              <TextInput {...wired} type="time" value={time} onChange={(event) => setTime(event.target.value)} />
            )}
          </Field>
        </div>
        <p className="text-xs text-ink-faint">{say.t('zoneHint', { zone: tile.timezone })}</p>
        {target === null || target.note === null ? null : (
          <p role="status" className="rounded-lg bg-warning-soft px-3 py-2 text-sm text-warning">
            {say.t(`movedNote_${target.note}`)}{' '}
            {say.format.instant(target.instant.epochMilliseconds, tile.timezone, 'dateTime')}
          </p>
        )}
        <button type="submit" hidden aria-label={say.t('move')} />
      </form>
    </Dialog>
  );
}

function targetFrom(day: string, time: string, timeZone: string) {
  const clock = /^(\d{2}):(\d{2})/.exec(time);
  if (day === '' || clock === null) return null;
  return targetAt(Temporal.PlainDate.from(day), Number(clock[1]) * 60 + Number(clock[2]), timeZone);
}

function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
