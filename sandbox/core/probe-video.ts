/** What a video file really is, whatever it was called. */
import fs from 'node:fs';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { readMp4Layout } from './mp4-boxes.ts';
import type { Mp4Layout } from './mp4-boxes.ts';

export interface VideoFacts {
  readonly container: 'mp4' | 'mov' | 'other';
  /** `video/webm` and the like, as the format itself says. */
  readonly mimeType: string;
  /** `avc`, `hevc`, `vp9` …; null when unknown. */
  readonly codec: string | null;
  /** As shown, after rotation. */
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
  readonly bitsPerSecond: number;
  /** Null when the file has no audio. */
  readonly audio: { codec: string | null; sampleRate: number; channels: number } | null;
  /** Null for containers without boxes. */
  readonly layout: Mp4Layout | null;
}

/** Null when the file is no video. */
export async function probeVideo(file: string): Promise<VideoFacts | null> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const video = await input.getPrimaryVideoTrack();
    if (video === null) return null;
    const mimeType = await input.getMimeType();
    const container = containerOf(mimeType);
    const durationSeconds = await input.computeDuration();
    const audio = await input.getPrimaryAudioTrack();
    return {
      container,
      mimeType,
      codec: await video.getCodec(),
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      durationSeconds,
      framesPerSecond: (await video.computePacketStats()).averagePacketRate,
      bitsPerSecond: durationSeconds > 0 ? (fs.statSync(file).size * 8) / durationSeconds : 0,
      audio:
        audio === null
          ? null
          : {
              codec: await audio.getCodec(),
              sampleRate: await audio.getSampleRate(),
              channels: await audio.getNumberOfChannels(),
            },
      layout: container === 'other' ? null : readMp4Layout(file),
    };
  } catch {
    // mediabunny throws on anything it cannot read; for every caller this means "not a video".
    return null;
  } finally {
    input.dispose();
  }
}

function containerOf(mimeType: string): VideoFacts['container'] {
  if (mimeType.startsWith('video/mp4')) return 'mp4';
  return mimeType.startsWith('video/quicktime') ? 'mov' : 'other';
}
