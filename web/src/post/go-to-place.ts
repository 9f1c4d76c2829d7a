import type { Place } from './form/places.ts';

const FOCUSABLE =
  'textarea:not(:disabled), input:not(:disabled):not([hidden]), select:not(:disabled), [role=combobox]:not([disabled]), [role=switch]:not([disabled]), [role=checkbox]:not([disabled]), button:not(:disabled)';

/** Brings a field into sight and puts the focus into it; a folded section around it opens. */
export function goToPlace(place: Place): void {
  const element =
    document.querySelector<HTMLElement>(`[data-place="${place}"]`) ??
    document.querySelector<HTMLElement>(`[data-place="${place.split('.')[0] ?? ''}"]`);
  if (element === null) return;
  const folded = element.closest('details');
  if (folded !== null) folded.open = true;
  element.scrollIntoView({ block: 'center', behavior: 'smooth' });
  const control = element.querySelector<HTMLElement>(FOCUSABLE);
  control?.focus({ preventScroll: true });
}
