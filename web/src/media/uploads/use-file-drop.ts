import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Files dragged over an element from the desktop, or pasted while it is on the screen. Answers whether some hang over
 * it right now. Without an element, the whole window takes them.
 */
export function useFileDrop(
  area: RefObject<HTMLElement | null>,
  onFiles: (files: File[]) => void,
  enabled = true,
): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const element = area.current;
    if (element === null || !enabled) return;
    // Children fire their own enter and leave; only the balance tells whether the files are still over the area.
    let depth = 0;
    const settle = (next: number) => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const stop = new AbortController();
    const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      element.addEventListener(name, (event) => (carriesFiles(event) ? act(event) : undefined), {
        signal: stop.signal,
      });
    on('dragenter', (event) => (event.preventDefault(), settle(depth + 1)));
    on('dragover', (event) => event.preventDefault());
    on('dragleave', () => settle(depth - 1));
    on('drop', (event) => {
      event.preventDefault();
      settle(0);
      take.current([...(event.dataTransfer?.files ?? [])]);
    });
    document.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        take.current(files);
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, [area, enabled]);
  return over;
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
