import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useConnection } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Banner, Button } from '../ui/index.ts';
import { shellMessages } from './messages.ts';

/** Says that the server does not answer, while the page goes on showing what it last knew. */
export function ConnectionBanner() {
  const t = useMessages(shellMessages);
  const client = useQueryClient();
  if (useConnection() === 'online') return null;
  return (
    <Banner
      tone="warning"
      icon={<CloudOff size={16} aria-hidden="true" />}
      action={
        <Button small onClick={() => void client.refetchQueries({ type: 'active' })}>
          {t('retry')}
        </Button>
      }
    >
      {t('away')}
    </Banner>
  );
}
