import { CanvasSink, Input, MATROSKA, MP4, QTFF, UrlSource, WEBM } from 'mediabunny';
import { measureFrames } from '../../../../src/domain/cover-score.ts';
import type { ReadFrame } from './frames.ts';

/** Wide enough to tell sharp from soft, small enough to measure between two blinks. */
const WIDTH = 240;

/**
 * Decodes `count` frames spread over the video at `url` and measures them. Only the parts that are needed are fetched.
 * `null` where this browser cannot decode the video (HEVC in Chromium); throws when it could not be fetched.
 */
export async function readFrames(
  url: string,
  count: number,
  onProgress: (done: number) => void,
): Promise<ReadFrame[] | null> {
  const input = new Input({ source: new UrlSource(url), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null || !(await track.canDecode())) return null;
    const [start, end] = [await track.getFirstTimestamp(), await track.computeDuration()];
    const times = Array.from({ length: count }, (_, index) => start + ((end - start) * (index + 0.5)) / count);
    const pictures: { timeMs: number; picture: HTMLCanvasElement | OffscreenCanvas }[] = [];
    const sink = new CanvasSink(track, { width: WIDTH });
    let index = 0;
    for await (const wrapped of sink.canvasesAtTimestamps(times)) {
      const at = times[index] ?? start;
      index += 1;
      if (wrapped !== null) pictures.push({ timeMs: Math.round((at - start) * 1000), picture: wrapped.canvas });
      onProgress(index);
    }
    const measures = measureFrames(pictures.flatMap(({ picture, timeMs }) => pixelsOf(picture, timeMs)));
    return measures.flatMap((measure) => {
      const read = pictures.find(({ timeMs }) => timeMs === measure.timeMs);
      return read === undefined ? [] : [{ measure, picture: read.picture }];
    });
  } finally {
    input.dispose();
  }
}

function pixelsOf(picture: HTMLCanvasElement | OffscreenCanvas, timeMs: number) {
  const { width, height } = picture;
  const context = picture.getContext('2d');
  return context === null ? [] : [{ width, height, timeMs, data: context.getImageData(0, 0, width, height).data }];
}
