import { History } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Banner, Button } from '../../ui/index.ts';
import { postMessages } from '../messages.ts';

/** Says that the form holds what was left unsaved the last time, and how to be rid of it. */
export function KeptNote({ isNew, onDrop }: { isNew: boolean; onDrop: () => void }) {
  const t = useMessages(postMessages);
  const [shown, setShown] = useState(true);
  if (!shown) return null;
  return (
    <Banner
      tone="progress"
      icon={<History size={16} aria-hidden="true" />}
      action={
        <Button
          small
          onClick={() => {
            onDrop();
            setShown(false);
          }}
        >
          {t(isNew ? 'startOver' : 'dropChanges')}
        </Button>
      }
    >
      {t(isNew ? 'restored' : 'restoredChanges')}
    </Banner>
  );
}
