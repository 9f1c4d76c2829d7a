/** What a tile needs of an entry, as the API answers it. */
export interface Entry {
  id: string;
  title: string;
  scheduledAt: string;
  timezone: string;
  readiness: string;
  thumbnailUrl: string | null;
}

/** All entries of the window in the address, page after page: the very requests that Punctual's client makes. */
export async function readEntries(): Promise<Entry[]> {
  const { searchParams } = new URL(location.href);
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      from: searchParams.get('from') ?? '',
      to: searchParams.get('to') ?? '',
      drafts: 'true',
      limit: '1000',
      ...(cursor === null ? {} : { cursor }),
    });
    const answer: { data: Entry[]; meta: { nextCursor: string | null } } = await (
      await fetch(`/v1/calendar/entries?${query.toString()}`)
    ).json();
    entries.push(...answer.data);
    cursor = answer.meta.nextCursor ?? null;
  } while (cursor !== null);
  return entries;
}

/** Writes a new time, as a drop does. */
export async function writeTime(id: string, scheduledAt: string): Promise<void> {
  await fetch(`/v1/calendar/entries/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scheduledAt }),
  });
}
