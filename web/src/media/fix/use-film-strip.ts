import { useEffect, useState } from 'react';
import { pictureAt } from '../uploads/poster.ts';

const HEIGHT = 96;

/**
 * Small pictures spread evenly over a video, as addresses; they come one after the other. None where this browser cannot
 * show it.
 */
export function useFilmStrip(url: string, durationMs: number, count: number): readonly string[] {
  const [frames, setFrames] = useState<readonly string[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const made: string[] = [];
    const draw = async () => {
      for (let index = 0; index < count && !stop.signal.aborted; index += 1) {
        const picture = await pictureAt(url, ((index + 0.5) * durationMs) / count / 1000, HEIGHT);
        if (picture === null || stop.signal.aborted) return;
        made.push(URL.createObjectURL(picture));
        setFrames([...made]);
      }
    };
    // A strip without pictures still is one to choose on.
    draw().catch(() => undefined);
    return () => {
      stop.abort();
      for (const address of made) URL.revokeObjectURL(address);
    };
  }, [url, durationMs, count]);
  return frames;
}
