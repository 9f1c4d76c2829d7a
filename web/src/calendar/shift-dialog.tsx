import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, Field, Select, TextInput, wordsForProblem } from '../ui/index.ts';
import { applyShift, askShift, type ShiftWish } from './apply-shift.ts';
import { offsetText, UNITS, type Unit } from './offset.ts';
import { shiftLines } from './shift-lines.ts';
import { ShiftPreview } from './shift-preview.tsx';
import type { Tile } from './tiles.ts';
import type { Say } from './tile-words.ts';
import { useSettled } from './use-settled.ts';

const WAYS = ['later', 'earlier', 'slots'] as const;
type Way = (typeof WAYS)[number];

/** Moves many by one period or to the next slots, showing beforehand what moves, what cannot and why. All or nothing, and can be undone. */
export function ShiftDialog({ tiles, say, onClose }: { tiles: readonly Tile[]; say: Say; onClose: () => void }) {
  const [amount, setAmount] = useState('1');
  const [unit, setUnit] = useState<Unit>('days');
  const [way, setWay] = useState<Way>('later');
  const [busy, setBusy] = useState(false);
  // What is to be asked, as a text: the key of the preview, and comparable.
  const wished = way === 'slots' ? way : offsetText(amount, unit, way);
  const settled = useSettled(wished, 250);
  const ids = tiles.flatMap((tile) => tile.entries.map((entry) => entry.id));
  const preview = useQuery({
    queryKey: ['shift-preview', settled, ids],
    queryFn: ({ signal }) => askShift(ids, wishOf(settled ?? ''), { dryRun: true, signal }),
    enabled: settled !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const report = settled === wished ? preview.data : undefined;
  const lines = report === undefined ? undefined : shiftLines(report, tiles);
  const count = lines?.moved.length ?? 0;
  const some = lines !== undefined && lines.refused.length > 0;

  const submit = async () => {
    if (wished === null || report === undefined || count === 0) return;
    setBusy(true);
    const movable = report.moved.map(({ id }) => id);
    if (await applyShift(movable, wishOf(wished), count, say)) onClose();
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={say.t('shiftTitle', { count: tiles.length })}
      description={say.t(way === 'slots' ? 'slotsText' : 'shiftText')}
      footer={
        <>
          <Button onClick={onClose}>{say.ui('cancel')}</Button>
          <Button look="primary" busy={busy} disabled={count === 0} onClick={() => void submit()}>
            {some ? say.t('shiftOnly', { count }) : say.t('shiftButton', { count })}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label={say.t('direction')}>
          {(wired) => (
            <Select
              {...wired}
              value={way}
              onChange={setWay}
              options={WAYS.map((value) => ({ value, label: say.t(value) }))}
            />
          )}
        </Field>
        {way === 'slots' ? null : (
          <>
            <Field label={say.t('amount')} error={wished === null ? say.t('amountWrong') : null}>
              {(wired) => (
                <TextInput
                  {...wired}
                  inputMode="numeric"
                  value={amount}
                  onChange={(event) => setAmount(event.target.value)}
                />
              )}
            </Field>
            <Field label={say.t('unit')}>
              {(wired) => (
                <Select
                  {...wired}
                  value={unit}
                  onChange={setUnit}
                  options={UNITS.map((value) => ({ value, label: say.t(`unit_${value}`) }))}
                />
              )}
            </Field>
          </>
        )}
      </div>
      <div aria-live="polite" className="mt-4">
        {preview.isError ? <p className="text-sm text-danger">{wordsForProblem(preview.error)}</p> : null}
        {lines === undefined && !preview.isError && wished !== null ? (
          <p className="text-sm text-ink-faint">{say.t('previewing')}…</p>
        ) : null}
        {lines === undefined ? null : <ShiftPreview lines={lines} say={say} />}
      </div>
    </Dialog>
  );
}

function wishOf(text: string): ShiftWish {
  return text === 'slots' ? text : { offset: text };
}
