import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkShiftReport } from '../../../src/contract/entry.ts';
import { call } from '../api/index.ts';
import { Button, Dialog, Field, Select, TextInput, wordsForProblem } from '../ui/index.ts';
import { applyShift } from './apply-shift.ts';
import { offsetText, UNITS, type Unit } from './offset.ts';
import { ShiftPreview } from './shift-preview.tsx';
import type { Tile } from './tiles.ts';
import type { Say } from './tile-words.ts';
import { useSettled } from './use-settled.ts';

/** Moves many by one period, showing beforehand what moves, what cannot and why. All or nothing, and can be undone. */
export function ShiftDialog({ tiles, say, onClose }: { tiles: readonly Tile[]; say: Say; onClose: () => void }) {
  const [amount, setAmount] = useState('1');
  const [unit, setUnit] = useState<Unit>('days');
  const [direction, setDirection] = useState<'later' | 'earlier'>('later');
  const [busy, setBusy] = useState(false);
  const offset = offsetText(amount, unit, direction);
  const settled = useSettled(offset, 250);
  const ids = tiles.flatMap((tile) => tile.entries.map((entry) => entry.id));
  const preview = useQuery({
    queryKey: ['shift-preview', settled, ids],
    queryFn: ({ signal }): Promise<BulkShiftReport> =>
      call('bulkShift', { body: { ids, offset: settled ?? '', dryRun: true } }, { signal }),
    enabled: settled !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const report = settled === offset ? preview.data : undefined;
  const movable = report?.moved.map(({ id }) => id) ?? [];
  const some = report !== undefined && report.refused.length > 0;

  const submit = async () => {
    if (offset === null || movable.length === 0) return;
    setBusy(true);
    if (await applyShift(movable, offset, say)) onClose();
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={say.t('shiftTitle', { count: tiles.length })}
      description={say.t('shiftText')}
      footer={
        <>
          <Button onClick={onClose}>{say.ui('cancel')}</Button>
          <Button look="primary" busy={busy} disabled={movable.length === 0} onClick={() => void submit()}>
            {some ? say.t('shiftOnly', { count: movable.length }) : say.t('shiftButton', { count: movable.length })}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-3 gap-3">
        <Field label={say.t('amount')} error={offset === null ? say.t('amountWrong') : null}>
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
        <Field label={say.t('direction')}>
          {(wired) => (
            <Select
              {...wired}
              value={direction}
              onChange={setDirection}
              options={(['later', 'earlier'] as const).map((value) => ({ value, label: say.t(value) }))}
            />
          )}
        </Field>
      </div>
      <div aria-live="polite" className="mt-4">
        {preview.isError ? <p className="text-sm text-danger">{wordsForProblem(preview.error)}</p> : null}
        {report === undefined && !preview.isError && offset !== null ? (
          <p className="text-sm text-ink-faint">{say.t('previewing')}…</p>
        ) : null}
        {report === undefined ? null : <ShiftPreview report={report} tiles={tiles} say={say} />}
      </div>
    </Dialog>
  );
}
