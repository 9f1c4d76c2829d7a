import { Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Me } from '../../../src/contract/me.ts';
import { call } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, toastProblem } from '../ui/index.ts';
import { DeleteEverything } from './delete-everything.tsx';
import { settingsMessages } from './messages.ts';
import { saveFile } from './save-file.ts';

/** All that is kept of the user: taken along as a file, or deleted for good (spec.md 8). */
export function YourData({ me }: { me: Me }) {
  const t = useMessages(settingsMessages);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const data = await call('exportMe', {});
      const today = Temporal.Now.plainDateISO().toString();
      saveFile(`punctual-${today}.json`, 'application/json', JSON.stringify(data, null, 2));
    } catch (error) {
      toastProblem(error);
    }
    setBusy(false);
  };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-56 flex-1 text-sm text-ink-soft">{t('exportText')}</p>
        <Button icon={<Download size={15} aria-hidden="true" />} busy={busy} onClick={() => void download()}>
          {t('export')}
        </Button>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="min-w-56 flex-1 text-sm text-ink-soft">{t('deleteText')}</p>
        <Button look="danger" icon={<Trash2 size={15} aria-hidden="true" />} onClick={() => setAsking(true)}>
          {t('deleteEverything')}
        </Button>
      </div>
      {asking ? <DeleteEverything email={me.email} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
