import {
  ALL_FORMATS,
  BufferTarget,
  canEncodeAudio,
  canEncodeVideo,
  Conversion,
  ConversionCanceledError,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
  UrlSource,
} from 'mediabunny';
import type { FixOrder, FixReport } from './fix-video.ts';

/** Runs in a worker: makes one video anew, tells how far it is, ends. The page stays free to move. */
self.addEventListener('message', (event: MessageEvent<FixOrder>) => {
  void fix(event.data).then(tell, () => tell({ kind: 'failed' }));
});

async function fix({ url, plan, trim }: FixOrder): Promise<FixReport> {
  const input = new Input({ formats: ALL_FORMATS, source: new UrlSource(url) });
  try {
    const lacking = await lackingEncoder(plan);
    if (lacking !== null) return { kind: 'impossible', lacking };
    const target = new BufferTarget();
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
    const { encode } = plan;
    const conversion = await Conversion.init({
      input,
      output,
      tracks: 'primary',
      showWarnings: false,
      // Where a device wrote the place into it.
      tags: {},
      ...(trim === null ? {} : { trim: { start: trim.startMs / 1000, end: trim.endMs / 1000 } }),
      // Never longer than asked for, and taken over as it is wherever it can be: then no encoder is needed.
      copy: { boundaryPolicy: 'shrink', shiftTolerance: Number.POSITIVE_INFINITY },
      video:
        encode === null
          ? {}
          : {
              codec: 'avc',
              width: encode.width,
              height: encode.height,
              fit: 'contain',
              quality: new Quality({ bitrate: encode.bitsPerSecond }),
              ...(encode.framesPerSecond === null ? {} : { frameRate: encode.framesPerSecond }),
              forceTranscode: true,
              allowTransformationMetadata: false,
            },
      audio: plan.encodeSound ? { codec: 'aac' } : {},
    });
    const lost = conversion.discardedTracks.filter(({ track }) => track.type === 'video' || track.type === 'audio');
    const [first] = lost;
    if (first !== undefined || !conversion.isValid) {
      const isSound = first?.track.type === 'audio';
      const isReading = first?.reason === 'undecodable_source_codec' || first?.reason === 'unknown_source_codec';
      return {
        kind: 'impossible',
        lacking: isReading ? (isSound ? 'sound_decoder' : 'video_decoder') : isSound ? 'aac_encoder' : 'h264_encoder',
      };
    }
    conversion.onProgress = (share) => tell({ kind: 'progress', share });
    await conversion.execute();
    return target.buffer === null ? { kind: 'failed' } : { kind: 'done', bytes: target.buffer };
  } catch (error) {
    if (error instanceof ConversionCanceledError) return { kind: 'failed' };
    throw error;
  } finally {
    input.dispose();
  }
}

async function lackingEncoder(plan: FixOrder['plan']): Promise<'h264_encoder' | 'aac_encoder' | null> {
  const { encode } = plan;
  if (encode !== null) {
    const { width, height, bitsPerSecond: bitrate } = encode;
    if (!(await canEncodeVideo('avc', { width, height, bitrate }))) return 'h264_encoder';
  }
  return plan.encodeSound && !(await canEncodeAudio('aac')) ? 'aac_encoder' : null;
}

function tell(report: FixReport): void {
  self.postMessage(report, report.kind === 'done' ? { transfer: [report.bytes] } : {});
}
