import { readBrief } from '../text/instructions.ts';
import { sentencesOf } from '../text/sentences.ts';
import { foldWord } from '../text/words.ts';

/** A day the creator named in the plan, with an hour on the wall where they named one too. */
export interface Pin {
  date: Temporal.PlainDate;
  time: Temporal.PlainTime | null;
}

/** One post the creator has in mind, in their words. */
export interface Idea {
  title: string;
  brief: string;
  pin: Pin | null;
}

const ITEM = /^\s*(?:[-–—•*▪◦·✔✓→]|\d{1,2}[.)](?=\s)|\[[ x]\])\s*/iu;
const LONGEST_TITLE = 60;
const MOST_IDEAS = 100;

/**
 * The ideas of a pasted plan: one a line or list item; of running text one a sentence. A day at the beginning of a line
 * ("Tue 18:30: launch", "3 de diciembre – rebajas", "2026-12-03: …"), or on a line of its own above others, pins them
 * to that day when it lies in the window; the n-th Monday named is the n-th Monday of the window.
 */
export function ideasOf(plan: string, startDate: Temporal.PlainDate, endDate: Temporal.PlainDate): Idea[] {
  const ideas: Idea[] = [];
  const weekdaysNamed = new Map<number, number>();
  let dayAbove: Pin | null = null;
  for (const line of linesOf(plan)) {
    const { day, rest } = splitDay(line);
    const pin: Pin | null = day === null ? dayAbove : pinOf(day, startDate, endDate, weekdaysNamed);
    if (rest === '' || /^[^.!?]{1,40}:$/u.test(rest)) {
      // A heading: of a day it holds for the lines below, any other ends that.
      dayAbove = day === null ? null : pin;
      continue;
    }
    const content = readBrief(rest)
      .content.map(({ text }) => text)
      .join(' ');
    if (/\p{L}/u.test(content)) ideas.push({ title: titleOf(content), brief: content, pin });
  }
  return ideas.slice(0, MOST_IDEAS);
}

/** A title fit for a tile: the first clause, cut at a word. */
export function titleOf(text: string): string {
  const first = (sentencesOf(text)[0]?.text ?? text).replace(/[.!:;]+$/u, '').trim();
  if (first.length <= LONGEST_TITLE) return first;
  const clause = first.slice(0, LONGEST_TITLE).match(/^.{20,}(?=[,;:–—])/u)?.[0];
  return clause ?? `${first.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/u, '')}…`;
}

function linesOf(plan: string): string[] {
  const lines = plan
    .split(/\r?\n/u)
    .map((line) => line.replace(ITEM, '').trim())
    .filter((line) => line !== '');
  const [only] = lines;
  if (lines.length > 1 || only === undefined) return lines;
  const parts = only.split(/\s*;\s*/u);
  return parts.length > 1 ? parts : sentencesOf(only).map(({ text }) => text);
}

type Day =
  | { date: Temporal.PlainDate; time: Temporal.PlainTime | null }
  | { weekday: number; time: Temporal.PlainTime | null }
  | { month: number; day: number; time: Temporal.PlainTime | null };

const WEEKDAYS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'monday mon lunes lun',
    'tuesday tue tues martes',
    'wednesday wed miercoles mie',
    'thursday thu thur thurs jueves jue',
    'friday fri viernes vie',
    'saturday sat sabado sab',
    'sunday sun domingo dom',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'january jan enero ene',
    'february feb febrero',
    'march mar marzo',
    'april apr abril abr',
    'may mayo',
    'june jun junio',
    'july jul julio',
    'august aug agosto ago',
    'september sep sept septiembre',
    'october oct octubre',
    'november nov noviembre',
    'december dec diciembre dic',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const TIME = String.raw`(?:[,\s]+(?:at |a las )?(?<hour>[01]?\d|2[0-3])[:.h](?<minute>[0-5]\d)h?)?`;
const END = String.raw`\s*(?:[:–—]|-(?=\s)|$)\s*`;
const ISO_DAY = new RegExp(String.raw`^(?<iso>\d{4}-\d{2}-\d{2})${TIME}${END}`, 'iu');
const WEEKDAY = new RegExp(String.raw`^(?:(?:on|el) )?(?<name>\p{L}{3,10})\.?${TIME}${END}`, 'iu');
const DAY_MONTH = new RegExp(
  String.raw`^(?:\p{L}{3,10}\.?,? )?(?:el )?(?<day>\d{1,2})(?:st|nd|rd|th)?(?: de)? (?<month>\p{L}{3,10})\.?${TIME}${END}`,
  'iu',
);
const MONTH_DAY = new RegExp(
  String.raw`^(?:\p{L}{3,10}\.?,? )?(?<month>\p{L}{3,10})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?${TIME}${END}`,
  'iu',
);

/** A day, its hour, and what follows. A weekday counts only before a colon or dash: "Monday motivation" is a subject. */
function splitDay(line: string): { day: Day | null; rest: string } {
  for (const pattern of [ISO_DAY, DAY_MONTH, MONTH_DAY, WEEKDAY]) {
    const match = line.match(pattern);
    const day = match?.groups ? dayOf(match.groups) : null;
    if (match && day !== null) return { day, rest: line.slice(match[0].length).replace(ITEM, '').trim() };
  }
  return { day: null, rest: line };
}

function dayOf(groups: Readonly<Record<string, string | undefined>>): Day | null {
  const time =
    groups['hour'] === undefined ? null : new Temporal.PlainTime(Number(groups['hour']), Number(groups['minute'] ?? 0));
  if (groups['iso'] !== undefined) {
    const date = plainDate(groups['iso']);
    return date === null ? null : { date, time };
  }
  const month = MONTHS[foldWord(groups['month'] ?? '')];
  if (month !== undefined) return { month, day: Number(groups['day']), time };
  const weekday = WEEKDAYS[foldWord(groups['name'] ?? '')];
  return weekday === undefined ? null : { weekday, time };
}

function pinOf(
  day: Day,
  startDate: Temporal.PlainDate,
  endDate: Temporal.PlainDate,
  named: Map<number, number>,
): Pin | null {
  const date = dateOf(day, startDate, named);
  const isInside =
    date !== null && Temporal.PlainDate.compare(date, startDate) >= 0 && Temporal.PlainDate.compare(date, endDate) <= 0;
  return isInside ? { date, time: day.time } : null;
}

function dateOf(day: Day, startDate: Temporal.PlainDate, named: Map<number, number>): Temporal.PlainDate | null {
  if ('date' in day) return day.date;
  if ('weekday' in day) {
    const before = named.get(day.weekday) ?? 0;
    named.set(day.weekday, before + 1);
    return startDate.add({ days: ((day.weekday - startDate.dayOfWeek + 7) % 7) + before * 7 });
  }
  const ofYear = plainDate(`${startDate.year}-${pad(day.month)}-${pad(day.day)}`);
  if (ofYear !== null && Temporal.PlainDate.compare(ofYear, startDate) >= 0) return ofYear;
  return plainDate(`${startDate.year + 1}-${pad(day.month)}-${pad(day.day)}`);
}

function plainDate(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    // 31 November and the like: no day, so no pin.
    return null;
  }
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
