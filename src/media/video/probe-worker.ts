import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { withFile } from '../byte-source.ts';
import { ACCEPTED_TYPES, type AcceptedType } from '../media-types.ts';
import { readVideo } from './read-video.ts';

/** Runs in a thread of its own: reads one video, tells the result, ends. */
const TYPES = Object.keys(ACCEPTED_TYPES) as [AcceptedType, ...AcceptedType[]];
const { path, mimeType } = z.object({ path: z.string(), mimeType: z.enum(TYPES) }).parse(workerData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window: it has no origin
parentPort?.postMessage(await withFile(path, (source) => readVideo(source, mimeType)));
