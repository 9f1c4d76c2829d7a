import {
  ALL_FORMATS,
  CustomSource,
  EncodedPacketSink,
  Input,
  type InputTrack,
  type InputVideoTrack,
  Logging,
  LogLevel,
} from 'mediabunny';
import type { AssetFacts } from '../../contract/asset.ts';
import { ok, refuse, type Result } from '../../contract/problem.ts';
import type { ByteSource } from '../byte-source.ts';
import type { AcceptedType } from '../media-types.ts';
import { type Mp4Structure, readMp4Structure } from './mp4-structure.ts';
import { webmIsCutOff } from './webm-end.ts';

// What the reader finds odd is told to the creator, not to the console.
Logging.level = LogLevel.Silent;

/** How many frames are looked at for frame rate; the library asks for 256 at least. */
const FRAMES_LOOKED_AT = 600;
const DAMAGED = 'The video is cut off or damaged and cannot be read. Export or copy it again and upload that.';

/**
 * Facts of a video from its container, without decoding: duration in ms, size as shown (after rotation and pixel
 * aspect), codecs in the words `avc`, `hevc`, `vp8`, `vp9`, `av1`, `aac`, …, frame rate, average bit rate of the whole
 * file. Called in a thread of its own (probe-video.ts): a file made to harm can keep the reader busy for ever.
 */
export async function readVideo(source: ByteSource, mimeType: AcceptedType): Promise<Result<AssetFacts>> {
  const structure = mimeType === 'video/webm' ? await readWebmStructure(source) : await readMp4Structure(source);
  if (!structure.ok) return structure;
  const input = new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: () => source.sizeBytes,
      read: (start, end) => source.read(start, end - start),
      prefetchProfile: 'fileSystem',
      // The same failure also rejects the call that is waiting for it.
      handleUnhandledError: () => undefined,
    }),
  });
  try {
    return await readFacts(input, source.sizeBytes, mimeType, structure.value);
  } catch {
    // The reader throws on whatever it cannot make sense of; to the creator that is one and the same thing.
    return refuse('UNSUPPORTED_MEDIA', DAMAGED);
  } finally {
    input.dispose();
  }
}

async function readWebmStructure(source: ByteSource): Promise<Result<Mp4Structure | null>> {
  return (await webmIsCutOff(source)) ? refuse('UNSUPPORTED_MEDIA', DAMAGED) : ok(null);
}

async function readFacts(
  input: Input,
  sizeBytes: number,
  mimeType: AcceptedType,
  structure: Mp4Structure | null,
): Promise<Result<AssetFacts>> {
  const video = await input.getPrimaryVideoTrack();
  if (video === null) return refuse('UNSUPPORTED_MEDIA', 'There is no picture in this video file, only sound or data.');
  const audio = await input.getPrimaryAudioTrack();
  const seconds = await input.computeDuration(audio === null ? [video] : [video, audio]);
  const width = await video.getDisplayWidth();
  const height = await video.getDisplayHeight();
  if (!(seconds > 0) || width < 1 || height < 1 || !(await framesAreThere(video, seconds))) {
    return refuse('UNSUPPORTED_MEDIA', DAMAGED);
  }
  return ok({
    kind: 'video',
    mimeType,
    sizeBytes,
    width: Math.round(width),
    height: Math.round(height),
    video: {
      durationMs: Math.round(seconds * 1000),
      framesPerSecond: await frameRateOf(video),
      videoCodec: await codecOf(video),
      audioCodec: audio === null ? null : await codecOf(audio),
      bitsPerSecond: Math.round((sizeBytes * 8) / seconds),
      moovFirst: structure?.moovFirst ?? null,
      hasEditList: structure?.hasEditList ?? null,
    },
  });
}

/** The first and the last frame lie inside the file and have bytes: what a cut-off file fails first. */
async function framesAreThere(video: InputVideoTrack, seconds: number): Promise<boolean> {
  const packets = new EncodedPacketSink(video);
  const first = await packets.getFirstPacket();
  const last = await packets.getPacket(seconds);
  return first !== null && last !== null && first.data.length > 0 && last.data.length > 0;
}

/**
 * The steady rate where frames merely drop now and then; the average where they come truly irregularly (screen
 * recordings), since that is what the platforms measure (TikTok: `frame_rate_check_failed`).
 */
async function frameRateOf(video: InputVideoTrack): Promise<number | null> {
  const metrics = await video.computeFrameRateMetrics({ targetPacketCount: FRAMES_LOOKED_AT });
  const { bestGuessFrameRate: steady, averageFrameRate: average } = metrics;
  if (!Number.isFinite(steady) || steady <= 0) return null;
  const rate = average > 0 && average < steady * 0.9 ? average : steady;
  return Math.round(rate * 1000) / 1000;
}

/** The codec's common name, or the container's own for one the library does not know (`prores`, `mp4v`). */
async function codecOf(track: InputTrack): Promise<string | null> {
  const codec = await track.getCodec();
  if (codec !== null) return codec;
  const internal = await track.getInternalCodecId();
  if (typeof internal !== 'string') return null;
  return /^ap[c4][a-z]$/.test(internal) ? 'prores' : internal.trim();
}
