import { useQueryClient } from '@tanstack/react-query';
import { signIn } from '../api/auth.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, Dialog } from '../ui/index.ts';
import { CredentialsForm } from './credentials-form.tsx';
import { sessionMessages } from './messages.ts';

/** Over whatever was on the screen, which stays as it is: signing in again goes on from there. */
export function SessionExpired({ email }: { email: string }) {
  const t = useMessages(sessionMessages);
  const client = useQueryClient();
  return (
    <Dialog
      open
      modalOnly
      withoutClose
      onClose={() => undefined}
      title={t('expiredTitle')}
      description={t('expiredText')}
    >
      <CredentialsForm
        withName={false}
        email={email}
        submitLabel={t('signIn')}
        onSubmit={async (input) => {
          await signIn(input);
          await client.invalidateQueries();
        }}
      />
      <Button look="quiet" small className="mt-3 w-full" onClick={() => window.location.assign('/')}>
        {t('otherAccount')}
      </Button>
    </Dialog>
  );
}
