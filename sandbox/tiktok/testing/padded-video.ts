/** Videos of an exact size, for the arithmetic of chunks. */
import { video } from '../../testing/videos.ts';
import type { VideoWishes } from '../../testing/videos.ts';

/** A short video brought to that many bytes by a `free` box, which players skip. */
export async function paddedVideo(sizeBytes: number, wishes: VideoWishes = {}): Promise<Buffer> {
  const plain = await video({ width: 720, height: 1280, seconds: 2, ...wishes });
  const padding = Buffer.alloc(sizeBytes - plain.length);
  padding.writeUInt32BE(padding.length, 0);
  padding.write('free', 4, 'latin1');
  return Buffer.concat([plain, padding]);
}
