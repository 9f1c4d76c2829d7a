import type { ApiFigures } from './api-window.ts';
import type { Figures } from './measure.ts';

export interface Row {
  name: string;
  /** Entries in the month. */
  size: number;
  figures: Figures;
}

/** The figures as a table in Markdown; behind each of a peer's times, how many times Punctual's that is. */
export function reportOf(rows: readonly Row[], api: ApiFigures): string {
  const head = [
    'entries',
    'calendar',
    'painted',
    'opened',
    'first drop: scripting',
    'third drop: scripting',
    'shown',
    'whole move: scripting',
    'nodes',
    'heap',
    'scripts, gzip',
  ];
  const lines = rows.map(({ name, size, figures }) => {
    const ours = rows.find((row) => row.size === size && row.name === 'Punctual')?.figures ?? figures;
    const isPeer = name !== 'Punctual' && figures.dropScriptMs !== null;
    const time = (value: number | null, own: number | null) =>
      value === null
        ? '–'
        : `${Math.round(value)} ms${isPeer && own !== null ? ` (${(value / own).toFixed(1)}×)` : ''}`;
    return [
      String(size),
      name,
      time(figures.paintMs, ours.paintMs),
      time(figures.openMs, ours.openMs),
      time(figures.firstDropScriptMs, ours.firstDropScriptMs),
      time(figures.dropScriptMs, ours.dropScriptMs),
      time(figures.dropShownMs, ours.dropShownMs),
      time(figures.moveScriptMs, ours.moveScriptMs),
      String(figures.nodes),
      `${figures.heapMb.toFixed(1)} MB`,
      `${Math.round(figures.scriptKb)} kB`,
    ];
  });
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const size = `${api.entries} entries, ${Math.round(api.kilobytes)} kB`;
  return `${table}\n\nAPI window of ${size}: ${api.p50.toFixed(1)} ms at the median, ${api.p99.toFixed(1)} ms at the 99th percentile; ${api.cpuMs.toFixed(1)} ms of the processor each.`;
}
