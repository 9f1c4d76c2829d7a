import { currentLocale } from '../i18n/locale.ts';
import { connection } from './connection.ts';
import { ApiProblem } from './problem.ts';
import { send } from './call.ts';
import { session } from './session.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** Why signing in or up did not work; `code` is the sign-in library's, or `UNREACHABLE`. */
export class AuthProblem extends Error {
  override readonly name = 'AuthProblem';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether this installation still waits for its owner. */
export async function fetchSetup(): Promise<{ signUpOpen: boolean }> {
  const { data } = await send('GET', '/v1/setup');
  return { signUpOpen: (data as { signUpOpen?: boolean } | null)?.signUpOpen === true };
}

/** Makes the owner's account and signs in. Throws `AuthProblem`. */
export async function signUp(input: Credentials & { name: string }): Promise<void> {
  await post('/api/auth/sign-up/email', input);
  session.found();
}

/** Throws `AuthProblem`, `INVALID_EMAIL_OR_PASSWORD` among others. */
export async function signIn(input: Credentials): Promise<void> {
  await post('/api/auth/sign-in/email', input);
  session.found();
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
}

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': currentLocale() },
    body: JSON.stringify(body),
  }).catch(() => {
    connection.failed();
    throw new ApiProblem('UNREACHABLE', 'The server did not answer.');
  });
  connection.answered();
  if (response.ok) return;
  const said: unknown = await response.json().catch(() => null);
  throw new AuthProblem(textOf(said, 'code') ?? String(response.status), textOf(said, 'message') ?? '');
}

/** The library answers `{code, message}`; refusals of our own hooks come in the API's envelope. */
function textOf(value: unknown, key: 'code' | 'message'): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const body = value as Record<string, unknown>;
  const own = body[key];
  if (typeof own === 'string') return own;
  return textOf(body['error'], key);
}
