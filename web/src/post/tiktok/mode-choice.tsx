import { useMessages } from '../../i18n/index.ts';
import { classes } from '../../ui/index.ts';
import { tiktokMessages } from './messages.ts';
import { useTiktok } from './use-tiktok.ts';

const MODES = ['direct', 'inbox'] as const;

/** Posted by us, or finished by the creator in TikTok: the honest way for an app without an audit (tiktok.md 5.6). */
export function ModeChoice() {
  const t = useMessages(tiktokMessages);
  const { payload, set, disabled } = useTiktok();
  return (
    <fieldset className="flex flex-col gap-1.5" disabled={disabled}>
      <legend className="mb-1.5 text-sm font-medium">{t('mode')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {MODES.map((mode) => (
          <label
            key={mode}
            htmlFor={`tiktok-mode-${mode}`}
            className={classes(
              'flex cursor-pointer items-start gap-2.5 rounded-xl border p-2.5 has-focus-visible:outline-2 has-focus-visible:outline-ring',
              payload.mode === mode ? 'border-accent bg-accent-soft' : 'border-line-strong',
            )}
          >
            <input
              id={`tiktok-mode-${mode}`}
              type="radio"
              name="tiktok-mode"
              value={mode}
              checked={payload.mode === mode}
              onChange={() => set('mode', mode)}
              className="mt-1 accent-accent"
            />
            <ModeWords mode={mode} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ModeWords({ mode }: { mode: (typeof MODES)[number] }) {
  const t = useMessages(tiktokMessages);
  return (
    <span className="text-sm">
      <span className="block font-medium">{t(`mode_${mode}`)}</span>
      <span className="block text-xs text-ink-soft">{t(`mode_${mode}_note`)}</span>
    </span>
  );
}
