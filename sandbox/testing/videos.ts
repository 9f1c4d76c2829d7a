/** MP4 files for tests: real boxes and real tables, with packets that no decoder will ever see. */
import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { VideoCodec } from 'mediabunny';

export interface VideoWishes {
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
  readonly framesPerSecond?: number;
  readonly codec?: VideoCodec;
  readonly fastStart?: boolean;
  readonly container?: 'mp4' | 'mov';
  readonly bytesPerFrame?: number;
}

/** 1080×1920, 4 s at 30 fps, H.264, fast start, unless said otherwise. */
export async function video(wishes: VideoWishes = {}): Promise<Buffer> {
  const { width = 1080, height = 1920, seconds = 4, framesPerSecond = 30, codec = 'avc' } = wishes;
  const settings = { fastStart: wishes.fastStart === false ? false : 'in-memory' } as const;
  const target = new BufferTarget();
  const format = wishes.container === 'mov' ? new MovOutputFormat(settings) : new Mp4OutputFormat(settings);
  const output = new Output({ format, target });
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  await output.start();
  const frames = Math.round(seconds * framesPerSecond);
  for (let frame = 0; frame < frames; frame += 1) {
    const packet = new EncodedPacket(
      new Uint8Array(wishes.bytesPerFrame ?? 200).fill(frame % 251),
      frame === 0 ? 'key' : 'delta',
      frame / framesPerSecond,
      1 / framesPerSecond,
    );
    await source.add(packet, {
      decoderConfig: {
        codec: codec === 'avc' ? 'avc1.64001f' : 'vp09.00.10.08',
        codedWidth: width,
        codedHeight: height,
        ...(codec === 'avc' ? { description: avcConfiguration() } : {}),
      },
    });
  }
  await output.finalize();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}

/** A decoder configuration record without parameter sets: enough to be recognised, not to be decoded. */
function avcConfiguration(): Uint8Array {
  return new Uint8Array([1, 0x64, 0, 0x1f, 0xff, 0xe0, 0]);
}

/** The same file with an edit list that skips the first second of its first track. */
export function withCuttingEditList(file: Buffer): Buffer {
  return insertIntoTrack(file, editList({ mediaTimeFraction: 1 }));
}

function editList({ mediaTimeFraction }: { mediaTimeFraction: number }): (timescale: number) => Buffer {
  return (timescale) => {
    const list = Buffer.alloc(28);
    list.writeUInt32BE(28, 0);
    list.write('elst', 4, 'latin1');
    list.writeUInt32BE(1, 12);
    list.writeUInt32BE(1000, 16);
    list.writeInt32BE(Math.round(timescale * mediaTimeFraction), 20);
    list.writeInt16BE(1, 24);
    const header = Buffer.alloc(8);
    header.writeUInt32BE(36, 0);
    header.write('edts', 4, 'latin1');
    return Buffer.concat([header, list]);
  };
}

function insertIntoTrack(file: Buffer, boxOf: (timescale: number) => Buffer): Buffer {
  const moov = file.indexOf('moov') - 4;
  const track = file.indexOf('trak', moov) - 4;
  const mediaHeader = file.indexOf('mdhd', track) + 4;
  const wide = file[mediaHeader] === 1;
  const box = boxOf(file.readUInt32BE(mediaHeader + (wide ? 20 : 12)));
  const end = track + file.readUInt32BE(track);
  const changed = Buffer.concat([file.subarray(0, end), box, file.subarray(end)]);
  changed.writeUInt32BE(file.readUInt32BE(moov) + box.length, moov);
  changed.writeUInt32BE(file.readUInt32BE(track) + box.length, track);
  return changed;
}
