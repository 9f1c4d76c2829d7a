import { readEntries } from './entries.ts';

/** The floor: the same data read, and nothing drawn but the days. */
await readEntries();
const calendar = document.querySelector<HTMLElement>('#calendar');
if (calendar !== null) {
  calendar.style.cssText = 'display:grid;grid-template-columns:repeat(7,1fr);min-height:100vh';
  calendar.append(
    ...Array.from({ length: 42 }, (_, index) => {
      const day = document.createElement('div');
      day.dataset['benchTile'] = String(index);
      day.textContent = String(index + 1);
      return day;
    }),
  );
}
