/** A point on the wall: which day, and how many minutes of it have passed. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** 0 to 1439 */
  readonly minutes: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** What was worked out before, by zone and instant. */
const workedOut = new Map<string, Map<number, LocalTime>>();
const MOST_KNOWN = 20_000;

/**
 * The wall-clock time of an instant (epoch milliseconds) in a zone. One formatter a zone: making one costs a thousand
 * times what using it does. And each instant once: of the thousands in a month, a move changes one.
 */
export function localTime(epochMs: number, timeZone: string): LocalTime {
  let times = workedOut.get(timeZone);
  if (times === undefined || times.size >= MOST_KNOWN) {
    times = new Map();
    workedOut.set(timeZone, times);
  }
  const before = times.get(epochMs);
  if (before !== undefined) return before;
  const time = readClock(epochMs, timeZone);
  times.set(epochMs, time);
  return time;
}

function readClock(epochMs: number, timeZone: string): LocalTime {
  const text = clockOf(timeZone).format(epochMs);
  const parts = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(text);
  if (parts === null) throw new Error(`Unexpected date text: ${text}`);
  const [, month = '', day = '', year = '', hour = '', minute = ''] = parts;
  return {
    date: `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    minutes: Number(hour) * 60 + Number(minute),
  };
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timeZone, made);
  return made;
}
