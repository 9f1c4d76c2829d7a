import { Calendar } from 'fullcalendar';
import dayGrid from 'fullcalendar/daygrid';
import interaction from 'fullcalendar/interaction';
import classicTheme from 'fullcalendar/themes/classic';
import 'fullcalendar/skeleton.css';
import 'fullcalendar/themes/classic/theme.css';
import 'fullcalendar/themes/classic/palette.css';
import { readEntries, writeTime } from './entries.ts';

/** FullCalendar's month with the same data, and in each tile what Punctual's says: picture, time, title, readiness. */
const { searchParams } = new URL(location.href);
const place = document.querySelector<HTMLElement>('#calendar');
if (place === null) throw new Error('The page has no place for a calendar.');

const entries = await readEntries();
const calendar = new Calendar(place, {
  plugins: [dayGrid, interaction, classicTheme],
  initialView: 'dayGridMonth',
  initialDate: searchParams.get('date') ?? '',
  timeZone: 'local',
  firstDay: 1,
  editable: true,
  // `few`: as many as Punctual shows before "+N more"; else every one.
  dayMaxEvents: searchParams.has('few') ? 4 : false,
  events: entries.map((entry) => ({
    id: entry.id,
    title: entry.title,
    start: entry.scheduledAt,
    extendedProps: { readiness: entry.readiness, thumbnailUrl: entry.thumbnailUrl },
  })),
  eventContent: ({
    event,
    timeText,
  }: {
    event: { id: string; title: string; extendedProps: Record<string, unknown> };
    timeText: string;
  }) => ({
    domNodes: [tile(event.id, event.title, timeText, event.extendedProps)],
  }),
  eventDrop: ({ event }: { event: { id: string; start: Date | null } }) => {
    if (event.start !== null) void writeTime(event.id, event.start.toISOString());
  },
});
calendar.render();

function tile(id: string, title: string, time: string, more: Record<string, unknown>): HTMLElement {
  const element = document.createElement('div');
  element.dataset['benchTile'] = id;
  const picture = document.createElement('img');
  Object.assign(picture, { width: 24, height: 24, loading: 'lazy', draggable: false, alt: '' });
  if (typeof more['thumbnailUrl'] === 'string') picture.src = more['thumbnailUrl'];
  const [clock, name, state] = [time, title, String(more['readiness'])].map((text) => {
    const part = document.createElement('span');
    part.textContent = text;
    return part;
  });
  if (clock && name && state) element.append(picture, clock, name, state);
  return element;
}
