import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { CHANGE_KINDS, type ChangeSaid } from './change.ts';
import { applyEntryChange } from './live-entries.ts';
import { connection } from './connection.ts';
import { keys } from './keys.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const SILENCE_MS = 4000;

/**
 * Keeps the cache in step with the server: each message of `/v1/events` makes the queries it concerns be read again.
 * After any gap in the stream everything is, since changes in between were not heard.
 */
export function useLiveChanges(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => (enabled ? listen(client) : undefined), [client, enabled]);
}

function listen(client: QueryClient): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;
  let missed = false;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    source = new EventSource('/v1/events');
    source.addEventListener('open', () => {
      wait = FIRST_WAIT_MS;
      clearTimeout(silence);
      silence = undefined;
      connection.answered();
      if (missed) void client.invalidateQueries();
      missed = false;
    });
    source.addEventListener('message', (event: MessageEvent<string>) => heard(client, event.data));
    source.addEventListener('error', () => {
      missed = true;
      // A stream may be cut and come back at once; only a lasting silence is worth a word.
      silence ??= setTimeout(connection.failed, SILENCE_MS);
      // While CONNECTING the browser tries again by itself; CLOSED means it gave up (an answer that is no stream).
      if (source?.readyState !== EventSource.CLOSED) return;
      source.close();
      // It may be the session that ended: asking who is signed in tells.
      void client.invalidateQueries({ queryKey: keys.me });
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };

  open();
  return () => {
    clearTimeout(timer);
    clearTimeout(silence);
    source?.close();
  };
}

function heard(client: QueryClient, text: string): void {
  const change = parseChange(text);
  if (change !== null) applyChange(client, change);
}

/** Reads a message of the stream; `null` for anything that is not a `Change` (a newer server may say more). */
export function parseChange(text: string): ChangeSaid | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Keep-alives and unknown messages are none of our business.
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { kind, ids } = value as { kind?: unknown; ids?: unknown };
  const known = CHANGE_KINDS.find((name) => name === kind);
  if (known === undefined) return null;
  return { kind: known, ids: Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [] };
}

/** Which queries a change concerns. A file or an account also shows in posts and on tiles. */
export function applyChange(client: QueryClient, change: ChangeSaid): void {
  const stale = (queryKey: readonly string[]) => void client.invalidateQueries({ queryKey });
  switch (change.kind) {
    case 'entries':
    case 'posts':
    case 'jobs':
      applyEntryChange(client, change);
      stale(keys.posts.all);
      stale(keys.jobs);
      // The rail counts readiness per account.
      stale(keys.accounts);
      return;
    case 'accounts':
      stale(keys.accounts);
      stale(keys.entries.all);
      stale(keys.posts.all);
      return;
    case 'assets':
      stale(keys.assets.all);
      stale(keys.posts.all);
      stale(keys.entries.all);
      return;
    case 'notifications':
      stale(keys.notifications);
  }
}
