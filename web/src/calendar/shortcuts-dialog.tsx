import { Dialog, Kbd } from '../ui/index.ts';
import type { Say } from './tile-words.ts';

const SHORTCUTS = [
  ['key_arrows', ['←', '↑', '→', '↓']],
  ['key_enter', ['↵']],
  ['key_m', ['M']],
  ['key_space', ['␣']],
  ['key_all', ['Ctrl', 'A']],
  ['key_n', ['N']],
  ['key_t', ['T']],
  ['key_page', ['PgUp', 'PgDn']],
  ['key_delete', ['Del']],
  ['key_menu', ['Shift', 'F10']],
  ['key_undo', ['Ctrl', 'Z']],
  ['key_help', ['?']],
] as const;

export function ShortcutsDialog({ say, onClose }: { say: Say; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={say.t('shortcuts')}>
      <dl className="flex flex-col divide-y divide-line">
        {SHORTCUTS.map(([key, keys]) => (
          <div key={key} className="flex items-center justify-between gap-4 py-2">
            <dt className="text-sm">{say.t(key)}</dt>
            <dd className="flex gap-1">
              {keys.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
