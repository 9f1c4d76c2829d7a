import { z } from 'zod';
import type { PublishMedia } from '../adapter.ts';
import { graphCall } from './graph-call.ts';
import type { Container, InstagramProgress } from './progress.ts';
import { giveUp, type Part, type Turn } from './turn.ts';

const Uploaded = z.object({ success: z.literal(true) });
const VideoStatus = z.object({
  video_status: z.object({ uploading_phase: z.object({ bytes_transferred: z.coerce.number().int().min(0) }) }),
});

/** A slow line of 2 Mbit/s, and a minute to begin with. */
const SLOWEST_BYTES_PER_SECOND = 250_000;

/**
 * Sends a video's bytes into its container, going on where an earlier attempt broke off (instagram.md 5.6). What
 * Instagram will not take costs the container; a break does not.
 */
export async function* sendBytes(
  turn: Turn,
  container: Container & { uploadPath: string },
  file: PublishMedia,
  replaced: (container: Container | null) => Partial<InstagramProgress>,
): Part<null> {
  const { journal, request, settings, tools } = turn;
  const offset = await bytesThere(turn, container.id, file.sizeBytes);
  const done = replaced({ ...container, uploadPath: null });
  if (offset === file.sizeBytes) {
    yield journal.note(done, 'upload complete', { bytes: offset });
    return { ok: true, value: null };
  }
  yield journal.note({}, 'uploading', { from: offset, bytes: file.sizeBytes });
  const answer = await graphCall(
    tools,
    {
      method: 'POST',
      url: settings.baseUrls.rupload + container.uploadPath,
      headers: {
        // `OAuth`, not `Bearer`, on this host.
        authorization: `OAuth ${request.credentials.accessToken}`,
        offset: String(offset),
        file_size: String(file.sizeBytes),
        'content-length': String(file.sizeBytes - offset),
        'content-type': 'application/octet-stream',
      },
      body: streamOf(file, offset),
      timeoutMs: 60_000 + Math.ceil((file.sizeBytes / SLOWEST_BYTES_PER_SECOND) * 1000),
    },
    Uploaded,
  );
  if (answer.kind !== 'ok') {
    const isLost = answer.kind === 'refused' && !answer.error.isTransient;
    return yield* giveUp(turn, answer, 'create', 'upload', isLost ? replaced(null) : {});
  }
  yield journal.note(done, 'upload complete', { bytes: file.sizeBytes });
  return { ok: true, value: null };
}

/** How much arrived before; 0 when that cannot be told, for a restart from the beginning is always allowed. */
async function bytesThere({ api }: Turn, containerId: string, sizeBytes: number): Promise<number> {
  const answer = await api.get(containerId, { fields: 'video_status' }, VideoStatus);
  if (answer.kind !== 'ok') return 0;
  const { bytes_transferred: there } = answer.value.video_status.uploading_phase;
  return there <= sizeBytes ? there : 0;
}

function streamOf(file: PublishMedia, offset: number): ReadableStream<Uint8Array> {
  return ReadableStream.from(file.read(offset, file.sizeBytes));
}
