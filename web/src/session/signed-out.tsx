import { useQueryClient } from '@tanstack/react-query';
import { signIn, signUp } from '../api/auth.ts';
import { useSetup } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Starting } from '../shell/starting.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { sessionMessages } from './messages.ts';

/** The way in: the owner's account on the very first visit, signing in ever after. */
export function SignedOut() {
  const t = useMessages(sessionMessages);
  const setup = useSetup(true);
  const client = useQueryClient();
  if (setup.isPending) return <Starting />;
  const signingUp = setup.data?.signUpOpen === true;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-8 px-5 py-10">
      <div className="flex flex-col items-center gap-3 text-center">
        <img src="/punctual.svg" alt="" width={48} height={48} />
        <h1 className="text-4xl">Punctual</h1>
        <p className="max-w-xs text-ink-soft">{t('promise')}</p>
      </div>
      <section className="w-full max-w-sm rounded-2xl border border-line bg-surface p-6 shadow-raised">
        <h2 className="text-2xl">{signingUp ? t('signUpTitle') : t('signInTitle')}</h2>
        {signingUp ? <p className="mt-1 text-sm text-ink-soft">{t('signUpText')}</p> : null}
        <CredentialsForm
          withName={signingUp}
          submitLabel={signingUp ? t('signUp') : t('signIn')}
          onSubmit={async (input) => {
            if (signingUp) await signUp(input);
            else await signIn(input);
            await client.resetQueries();
          }}
        />
      </section>
    </main>
  );
}
