/** How everything that floats above the page looks, so that all of it looks alike. */
export const floating =
  'rounded-xl border border-line bg-surface text-ink shadow-float outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0 origin-(--transform-origin)';

/** A line in a menu, select or combobox. */
export const menuItem =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-lg px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:opacity-50';
