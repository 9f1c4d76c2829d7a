import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { formatsFor, translator } from '../i18n/index.ts';
import { uiMessages } from '../ui/messages.ts';
import { calendarMessages } from './messages.ts';
import { spokenTile, stateWords, type Say } from './tile-words.ts';
import { tilesOf } from './tiles.ts';

process.env['TZ'] = 'Asia/Tokyo';

function sayIn(locale: 'en' | 'es', tag: string): Say {
  return { t: translator(calendarMessages, locale), ui: translator(uiMessages, locale), format: formatsFor(tag) };
}
const english = sayIn('en', 'en-GB');
const spanish = sayIn('es', 'es-ES');

function entry(over: Partial<Entry>): Entry {
  const plain = {
    id: 'e',
    postId: 'p',
    channel: 'ig',
    title: 'Kiln',
    scheduledAt: '2026-11-24T09:05:00Z',
    timezone: 'Europe/Madrid',
  };
  return {
    ...plain,
    state: 'scheduled',
    readiness: 'ready',
    issues: [],
    job: null,
    thumbnailUrl: null,
    ...over,
  } as Entry;
}

describe('the badge', () => {
  it('says how far the retries are, on the wall of the account', () => {
    const job = {
      id: 'j',
      status: 'failed',
      attemptCount: 1,
      lastError: 'x',
      nextAttemptAt: '2026-11-24T09:10:00Z',
    } as const;
    expect(stateWords(entry({ state: 'retrying', job }), english)).toBe('Retrying at 10:10, 1 of 3');
    expect(stateWords(entry({ state: 'retrying', job }), spanish)).toBe('Reintento a las 10:10, 1 de 3');
  });

  it('never hides that a draft is one', () => {
    expect(stateWords(entry({ state: 'draft' }), english)).toBe('Draft');
    expect(stateWords(entry({ state: 'draft', readiness: 'missing_media' }), english)).toBe('Draft · Media missing');
  });

  it('shows what is happening before what would happen', () => {
    expect(stateWords(entry({ state: 'publishing', readiness: 'ready' }), spanish)).toBe('Publicando');
  });
});

describe('what is spoken of a tile', () => {
  it('is its time, title, channels, state and first reason', () => {
    const issue = {
      code: 'media_none',
      message: 'There is no media yet.',
      action: 'upload',
      blocking: true,
      params: {},
    } as const;
    const [tile] = tilesOf([
      entry({ id: 'a' }),
      entry({ id: 'b', channel: 'tiktok', readiness: 'missing_media', issues: [issue] }),
    ]);
    if (tile === undefined) throw new Error('no tile');
    expect(spokenTile(tile, english)).toBe('10:05, Kiln, Instagram and TikTok, Media missing, There is no media yet.');
  });

  it('names what has neither title nor time', () => {
    const [tile] = tilesOf([entry({ title: ' ', scheduledAt: null, state: 'draft' })]);
    if (tile === undefined) throw new Error('no tile');
    expect(spokenTile(tile, spanish)).toBe('Aún sin hora, Sin título, Instagram, Borrador');
  });
});
