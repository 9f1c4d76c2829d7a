import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import loadDecoder from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import { z } from 'zod';
import { colourProfileOf } from './colour-profile.ts';

/**
 * Runs in a thread of its own: decodes one HEIC photo, tells the pixels, ends. The decoder is WebAssembly, which a thread's
 * memory limit does not count; its own is set here, to 1 GB, for every module loaded in this process from now on.
 */
setFlagsFromString('--wasm-max-mem-pages=16384');
// What the decoder thinks of a file is told to the creator, not to the console.
// oxlint-disable-next-line no-console -- it is switched off
console.log = () => undefined;

const { path, mostPixels } = z.object({ path: z.string(), mostPixels: z.number() }).parse(workerData);
const { message, transfer } = await decode(await readFile(path));
parentPort?.postMessage(message, transfer);

async function decode(bytes: Uint8Array): Promise<{ message: object; transfer: ArrayBuffer[] }> {
  const damaged = { message: { kind: 'damaged' }, transfer: [] };
  const { HeifDecoder } = await loadDecoder();
  const photos = new HeifDecoder().decode(bytes);
  const photo = photos.find((each) => each.is_primary()) ?? photos[0];
  if (photo === undefined) return damaged;
  const [width, height] = [photo.get_width(), photo.get_height()];
  if (width * height > mostPixels) return { message: { kind: 'too_large', width, height }, transfer: [] };
  const rgba = new Uint8ClampedArray(width * height * 4);
  const filled = await new Promise((resolve) => photo.display({ data: rgba, width, height }, resolve));
  if (filled === null) return damaged;
  return { message: { kind: 'pixels', rgba, width, height, profile: colourProfileOf(bytes) }, transfer: [rgba.buffer] };
}
