import { expect, test } from 'vitest';
import type { AccountRow } from '../store/accounts.ts';
import { presentAccount } from './present-account.ts';

const LINKED_AT = Temporal.Instant.from('2026-11-23T09:00:00Z');
const ROW: AccountRow = {
  id: 'a',
  user_id: 'u',
  channel: 'tiktok',
  external_account_id: 'open-1',
  username: 'lucia',
  display_name: 'Lucía',
  avatar: 'https://cdn.example/at-linking.jpg',
  timezone: 'Europe/Madrid',
  access_token_encrypted: 'sealed',
  refresh_token_encrypted: 'sealed',
  obtained_at: LINKED_AT,
  expires_at: null,
  refresh_due_at: null,
  status: 'ok',
  scopes: [],
  capabilities: { checkedAt: '2026-11-23T09:00:00Z', avatarUrl: 'https://cdn.example/fresh.jpg' },
  standing: 'live',
  posting_suspended_until: null,
  refresh_failures: 0,
  late_tolerance: 60,
  created_at: LINKED_AT,
  updated_at: LINKED_AT,
};

const shownAfter = (minutes: number) => presentAccount(ROW, {}, LINKED_AT.add({ minutes })).avatarUrl;

test('shows the picture that TikTok named last, for as long as it lives (U2)', () => {
  expect(shownAfter(0)).toBe('https://cdn.example/fresh.jpg');
  expect(shownAfter(109)).toBe('https://cdn.example/fresh.jpg');
  expect(shownAfter(110)).toBe('https://cdn.example/at-linking.jpg');
});

test('never shows a token, sealed or not', () => {
  expect(JSON.stringify(presentAccount(ROW, {}, LINKED_AT))).not.toContain('sealed');
});
