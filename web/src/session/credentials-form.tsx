import { useState } from 'react';
import { AuthProblem } from '../api/auth.ts';
import { useMessages, type Translate } from '../i18n/index.ts';
import { Button, Field, TextInput, wordsForProblem } from '../ui/index.ts';
import { sessionMessages } from './messages.ts';

interface Filled {
  name: string;
  email: string;
  password: string;
}
type Errors = Partial<Record<keyof Filled | 'form', string>>;

interface CredentialsFormProps {
  withName: boolean;
  submitLabel: string;
  /** Known already: shown, not asked. */
  email?: string;
  onSubmit: (filled: Filled) => Promise<void>;
}

const SHORTEST_PASSWORD = 8;

export function CredentialsForm({ withName, submitLabel, email, onSubmit }: CredentialsFormProps) {
  const t = useMessages(sessionMessages);
  const [filled, setFilled] = useState<Filled>({ name: '', email: email ?? '', password: '' });
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const type = (field: keyof Filled) => (event: { target: { value: string } }) => {
    setFilled((old) => ({ ...old, [field]: event.target.value }));
    setErrors((old) => ({ ...old, [field]: undefined, form: undefined }) as unknown as Errors);
  };

  const submit = async () => {
    const found = withName ? missing(filled, t) : {};
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await onSubmit({ ...filled, name: filled.name.trim(), email: filled.email.trim() });
    } catch (error) {
      setErrors(wordsFor(error, t));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      className="mt-5 flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      {withName ? (
        <Field label={t('name')} error={errors.name}>
          {(wired) => <TextInput {...wired} autoComplete="name" value={filled.name} onChange={type('name')} />}
        </Field>
      ) : null}
      <Field label={t('email')} error={errors.email}>
        {(wired) => (
          <TextInput
            {...wired}
            type="email"
            autoComplete="username"
            value={filled.email}
            onChange={type('email')}
            readOnly={email !== undefined}
          />
        )}
      </Field>
      <Field
        label={t('password')}
        error={errors.password ?? errors.form}
        {...(withName ? { hint: t('passwordHint') } : {})}
      >
        {(wired) => (
          <TextInput
            {...wired}
            type="password"
            autoComplete={withName ? 'new-password' : 'current-password'}
            value={filled.password}
            onChange={type('password')}
          />
        )}
      </Field>
      <Button type="submit" look="primary" busy={busy} className="mt-1">
        {submitLabel}
      </Button>
    </form>
  );
}

type Say = Translate<typeof sessionMessages.en>;

function missing(filled: Filled, t: Say): Errors {
  return {
    ...(filled.name.trim() === '' ? { name: t('nameRequired') } : {}),
    ...(/^\S+@\S+\.\S+$/.test(filled.email.trim()) ? {} : { email: t('invalidEmail') }),
    ...(filled.password.length < SHORTEST_PASSWORD ? { password: t('tooShort') } : {}),
  };
}

function wordsFor(error: unknown, t: Say): Errors {
  if (!(error instanceof AuthProblem)) return { form: wordsForProblem(error) };
  switch (error.code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      return { form: t('wrong') };
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return { email: t('taken') };
    case 'SIGN_UP_CLOSED':
      return { form: t('closed') };
    case 'PASSWORD_TOO_SHORT':
      return { password: t('tooShort') };
    case 'INVALID_EMAIL':
    case 'VALIDATION_ERROR':
      return { email: t('invalidEmail') };
    case 'RATE_LIMITED':
    case '429':
      return { form: t('tooMany') };
    default:
      return { form: error.message === '' ? t('failed') : error.message };
  }
}
