import { refuse, type Result, ok } from '../../contract/problem.ts';
import type { ByteSource } from '../byte-source.ts';
import { type Box, readBoxes } from './mp4-boxes.ts';
import { type Edit, isTrivialEditList } from './edit-list.ts';

/** What the boxes themselves say, which no player library tells. */
export interface Mp4Structure {
  moovFirst: boolean;
  hasEditList: boolean;
}

/** An index over this is an attack or a mistake: 10 minutes at 60 frames a second need about 1 MB. */
const LARGEST_INDEX_BYTES = 64_000_000;
const DAMAGED = 'The video is cut off or damaged: its end is missing. Export or copy it again and upload that.';

/**
 * Walks the boxes of an MP4 or MOV without reading the pictures. Refuses a file that ends before its boxes do, one
 * without an index, and an index whose tables claim more rows than they have bytes (which would exhaust memory in a
 * reader).
 */
export async function readMp4Structure(source: ByteSource): Promise<Result<Mp4Structure>> {
  const top = await readBoxes(source, 0, source.sizeBytes);
  const last = top.at(-1);
  if (last !== undefined && last.end > source.sizeBytes) return refuse('UNSUPPORTED_MEDIA', DAMAGED);
  const moov = top.find((box) => box.type === 'moov');
  const dataAt = top.findIndex((box) => box.type === 'mdat');
  if (moov === undefined || dataAt < 0) return refuse('UNSUPPORTED_MEDIA', DAMAGED);
  if (moov.contentBytes > LARGEST_INDEX_BYTES) {
    return refuse('UNSUPPORTED_MEDIA', 'The index of this video is too large to be right. Export it again as MP4.');
  }
  const index = new Index(await source.read(moov.contentOffset, moov.contentBytes), moov);
  const tracks = await index.tracks();
  if (tracks === null) return refuse('UNSUPPORTED_MEDIA', DAMAGED);
  return ok({ moovFirst: top.indexOf(moov) < dataAt, hasEditList: tracks.some((track) => !isTrivialEditList(track)) });
}

interface Track {
  edits: Edit[];
  durationSeconds: number;
}

/** The `moov` box in memory. */
class Index {
  private readonly source: ByteSource;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, moov: Box) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.source = {
      sizeBytes: moov.contentBytes,
      read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    };
  }

  /** `null` when a table cannot be right. */
  async tracks(): Promise<Track[] | null> {
    const boxes = await readBoxes(this.source, 0, this.source.sizeBytes);
    const movieHeader = boxes.find((box) => box.type === 'mvhd');
    if (movieHeader === undefined) return null;
    const movieScale = this.timeOf(movieHeader)?.scale ?? 0;
    const tracks: Track[] = [];
    for (const trak of boxes.filter((box) => box.type === 'trak')) {
      const track = await this.track(trak, movieScale);
      if (track === null) return null;
      tracks.push(track);
    }
    return tracks;
  }

  private async track(trak: Box, movieScale: number): Promise<Track | null> {
    const header = await this.inside(trak, ['mdia', 'mdhd']);
    const time = header === null ? null : this.timeOf(header);
    const table = await this.inside(trak, ['mdia', 'minf', 'stbl']);
    if (time === null || table === null || !(await this.tablesFit(table))) return null;
    const list = await this.inside(trak, ['edts', 'elst']);
    const edits = list === null ? [] : this.edits(list, movieScale, time.scale);
    return edits === null ? null : { edits, durationSeconds: time.duration / time.scale };
  }

  private async inside(box: Box, path: readonly string[]): Promise<Box | null> {
    let current = box;
    for (const type of path) {
      const found = (await readBoxes(this.source, current.contentOffset, current.end)).find(
        (child) => child.type === type,
      );
      if (found === undefined || found.end > current.end) return null;
      current = found;
    }
    return current;
  }

  /** `mvhd` and `mdhd` begin alike: version, two dates, time scale, duration. */
  private timeOf(box: Box): { scale: number; duration: number } | null {
    const version = this.byte(box.contentOffset);
    const at = box.contentOffset + (version === 1 ? 20 : 12);
    if (at + 12 > this.source.sizeBytes) return null;
    const scale = this.view.getUint32(at);
    const duration = version === 1 ? Number(this.view.getBigUint64(at + 4)) : this.view.getUint32(at + 4);
    return scale === 0 ? null : { scale, duration };
  }

  /** Rows times row size must fit into each sample table. */
  private async tablesFit(table: Box): Promise<boolean> {
    const rowBytes: Record<string, number> = { stts: 8, ctts: 8, stss: 4, stsc: 12, stco: 4, co64: 8 };
    for (const box of await readBoxes(this.source, table.contentOffset, table.end)) {
      const width = rowBytes[box.type];
      if (box.type === 'stsz' && box.contentBytes >= 12) {
        const sameSize = this.view.getUint32(box.contentOffset + 4);
        const count = this.view.getUint32(box.contentOffset + 8);
        if (sameSize === 0 && count * 4 > box.contentBytes - 12) return false;
      } else if (width !== undefined) {
        if (box.contentBytes < 8 || box.end > this.source.sizeBytes) return false;
        if (this.view.getUint32(box.contentOffset + 4) * width > box.contentBytes - 8) return false;
      }
    }
    return true;
  }

  private edits(list: Box, movieScale: number, mediaScale: number): Edit[] | null {
    if (movieScale === 0 || list.contentBytes < 8) return null;
    const wide = this.byte(list.contentOffset) === 1;
    const count = this.view.getUint32(list.contentOffset + 4);
    const rowBytes = wide ? 20 : 12;
    if (count * rowBytes > list.contentBytes - 8) return null;
    return Array.from({ length: count }, (_, index) => {
      const at = list.contentOffset + 8 + index * rowBytes;
      const duration = wide ? Number(this.view.getBigUint64(at)) : this.view.getUint32(at);
      const mediaTime = wide ? Number(this.view.getBigInt64(at + 8)) : this.view.getInt32(at + 4);
      return {
        durationSeconds: duration / movieScale,
        mediaTimeSeconds: mediaTime === -1 ? null : mediaTime / mediaScale,
        rate: this.view.getInt32(at + (wide ? 16 : 8)) / 65_536,
      };
    });
  }

  private byte(offset: number): number {
    return offset < this.source.sizeBytes ? this.view.getUint8(offset) : 0;
  }
}
