/** Every zone the browser knows, and UTC, which browsers leave out of their list. */
export function timeZoneNames(): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes('UTC') ? known : [...known, 'UTC'];
}

/** "Los Angeles" out of `America/Los_Angeles`, with its continent and what the clock there shows against UTC. */
export function describeTimeZone(name: string, locale: string, nowMs: number): { label: string; note: string } {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: 'shortOffset' }).formatToParts(nowMs);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return { label: name.replaceAll('_', ' '), note: offset };
}
