/** How a proposed post looks until it is accepted: see-through and dashed in the accent, not yet part of the calendar. */
export const ghost = 'border-accent/60 bg-accent-soft/30';

/** How everything else looks. */
export const solid = 'bg-surface shadow-raised';
