import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { CHANNELS } from '../../../src/contract/channel.ts';
import { useMessages } from '../i18n/index.ts';
import { CHANNEL_NAMES, ConfirmDialog, toast } from '../ui/index.ts';
import { accountMessages } from './messages.ts';
import { startLinking } from './start-linking.ts';

const ERRORS = [
  'denied',
  'not_configured',
  'state_missing',
  'state_unknown',
  'code_missing',
  'exchange_failed',
] as const;

/**
 * What the platform sent the browser back with (http/oauth-callback): said once, then taken out of the address. Who
 * logged in with another account than the linked one is asked whether it shall take its place.
 */
export function LinkOutcome() {
  const t = useMessages(accountMessages);
  // Kept from the first look, since the address forgets it at once.
  const search = useSearch({ from: '/accounts' });
  const [{ linked, link_error: error, message, channel: name }] = useState(search);
  const [asked, setAsked] = useState(error === 'other_account');
  const navigate = useNavigate();
  const channel = CHANNELS.find((known) => known === (linked ?? name));
  const channelName = channel === undefined ? '' : CHANNEL_NAMES[channel];
  const tell = useEffectEvent(() => {
    if (linked !== undefined) toast({ text: t('linked', { channel: channelName }) });
    else if (error !== 'other_account') {
      const known = ERRORS.find((code) => code === error);
      const words = message ?? (known === undefined ? error : t(`error_${known}`, { channel: channelName }));
      toast({
        text: t('linkFailed', { channel: channelName }),
        look: 'wrong',
        ...(words === undefined ? {} : { detail: words }),
      });
    }
    void navigate({ to: '/accounts', search: {}, replace: true });
  });
  useEffect(() => {
    if (linked !== undefined || error !== undefined) tell();
  }, [linked, error]);
  if (!asked || channel === undefined) return null;
  return (
    <ConfirmDialog
      open
      onClose={() => setAsked(false)}
      onConfirm={() => void startLinking(channel, true)}
      title={t('otherAccountTitle', { channel: channelName })}
      confirmLabel={t('link', { channel: channelName })}
    >
      <p>{t('otherAccountText', { username: message ?? '' })}</p>
      {channel === 'tiktok' ? <p className="mt-2">{t('otherTiktok')}</p> : null}
    </ConfirmDialog>
  );
}
