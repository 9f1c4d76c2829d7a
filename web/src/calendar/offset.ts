export const UNITS = ['days', 'weeks', 'hours', 'minutes'] as const;
export type Unit = (typeof UNITS)[number];

const MOST = 10_000;
const WRITTEN: Record<Unit, (amount: number) => string> = {
  days: (amount) => `P${String(amount)}D`,
  weeks: (amount) => `P${String(amount)}W`,
  hours: (amount) => `PT${String(amount)}H`,
  minutes: (amount) => `PT${String(amount)}M`,
};

/** The ISO-8601 duration of what was typed (`-PT2H`), or `null` when it is no whole number from 1 to 10,000. */
export function offsetText(amount: string, unit: Unit, direction: 'later' | 'earlier'): string | null {
  if (!/^\s*\d{1,5}\s*$/.test(amount)) return null;
  const count = Number(amount);
  if (count < 1 || count > MOST) return null;
  return `${direction === 'earlier' ? '-' : ''}${WRITTEN[unit](count)}`;
}
