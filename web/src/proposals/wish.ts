import type { Channel } from '../../../src/contract/channel.ts';

/** What a calendar is proposed from, as the form holds it; days are `YYYY-MM-DD` of the calendar's zone. */
export interface Wish {
  plan: string;
  goals: string;
  channels: Channel[];
  postsPerWeek: number;
  startDate: string;
  endDate: string;
}

export type WishError =
  'plan' | 'plan_long' | 'goals_long' | 'channels' | 'postsPerWeek' | 'startDate' | 'endDate' | 'long';

const MOST_PLAN = 20_000;
const MOST_GOALS = 2000;
const MOST_DAYS = 92;
const KEPT = 'punctual.proposal-wish';

/** The fields that cannot be sent like this, each with its reason. */
export function errorsOf(wish: Wish, today: string): Partial<Record<keyof Wish, WishError>> {
  const errors: Partial<Record<keyof Wish, WishError>> = {};
  if (wish.plan.trim() === '' && wish.goals.trim() === '') errors.plan = 'plan';
  if (wish.plan.length > MOST_PLAN) errors.plan = 'plan_long';
  if (wish.goals.length > MOST_GOALS) errors.goals = 'goals_long';
  if (wish.channels.length === 0) errors.channels = 'channels';
  if (!Number.isInteger(wish.postsPerWeek) || wish.postsPerWeek < 1 || wish.postsPerWeek > 14)
    errors.postsPerWeek = 'postsPerWeek';
  if (wish.startDate < today) errors.startDate = 'startDate';
  if (wish.endDate < wish.startDate || wish.endDate === '') errors.endDate = 'endDate';
  else if (Date.parse(wish.endDate) - Date.parse(wish.startDate) > MOST_DAYS * 86_400_000) errors.endDate = 'long';
  return errors;
}

/** The wish of last time with days that have not passed; two weeks from tomorrow the first time. */
export function firstWish(today: Temporal.PlainDate, linked: readonly Channel[]): Wish {
  const tomorrow = today.add({ days: 1 });
  const fresh: Wish = {
    plan: '',
    goals: '',
    channels: linked.length === 0 ? ['ig'] : [...linked],
    postsPerWeek: 3,
    startDate: tomorrow.toString(),
    endDate: tomorrow.add({ days: 13 }).toString(),
  };
  const kept = { ...fresh, ...readKept() };
  if (kept.startDate >= today.toString()) return kept;
  return { ...kept, startDate: fresh.startDate, endDate: fresh.endDate };
}

/** Kept in this browser, so that a plan can be proposed again after a reload. */
export function keepWish(wish: Wish): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(wish));
  } catch {
    // Without storage the form begins empty next time; nothing that counts is lost.
  }
}

function readKept(): Partial<Wish> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return isWish(value) ? value : {};
  } catch {
    return {};
  }
}

function isWish(value: unknown): value is Wish {
  if (typeof value !== 'object' || value === null) return false;
  const { plan, goals, channels, postsPerWeek, startDate, endDate } = value as Record<string, unknown>;
  return (
    [plan, goals, startDate, endDate].every((each) => typeof each === 'string') &&
    typeof postsPerWeek === 'number' &&
    Array.isArray(channels) &&
    channels.every((each) => each === 'ig' || each === 'tiktok')
  );
}
