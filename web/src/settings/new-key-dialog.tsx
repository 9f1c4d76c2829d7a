import { Copy } from 'lucide-react';
import { useMessages } from '../i18n/index.ts';
import { Button, Dialog, Field, TextInput, toast } from '../ui/index.ts';
import { settingsMessages } from './messages.ts';

/** Shows a new key's secret, this once. */
export function NewKeyDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useMessages(settingsMessages);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      toast({ text: t('copied') });
    } catch {
      // Without https the clipboard is closed to pages; the text is selected for copying by hand.
      document.querySelector<HTMLInputElement>('[data-secret]')?.select();
    }
  };
  return (
    <Dialog
      open
      modalOnly
      onClose={onClose}
      title={t('newKeyTitle')}
      description={t('newKeyText')}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <Field label={t('newKeyTitle')} labelHidden>
            {(wired) => (
              <TextInput
                {...wired}
                readOnly
                data-secret=""
                value={secret}
                className="font-mono"
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
        </div>
        <Button icon={<Copy size={15} aria-hidden="true" />} onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </div>
    </Dialog>
  );
}
