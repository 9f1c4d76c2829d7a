import type { ByteSource } from '../byte-source.ts';

export interface Box {
  type: string;
  /** Where the content begins, after size and type. */
  contentOffset: number;
  contentBytes: number;
  /** First byte after the box. May lie beyond the file when it was cut off. */
  end: number;
}

/** How many top-level boxes a file may have: a fragmented hour has a few thousand. */
const MOST_BOXES = 200_000;

/**
 * The boxes of an MP4 or MOV between two offsets (ISO 14496-12, 4.2), by their headers alone. Stops at the first
 * header that makes no sense: that one is not in the list, and the last box then ends before `to`.
 */
export async function readBoxes(source: ByteSource, from: number, to: number): Promise<Box[]> {
  const boxes: Box[] = [];
  let offset = from;
  while (offset + 8 <= to && boxes.length < MOST_BOXES) {
    const box = boxAt(await source.read(offset, 16), offset, to);
    if (box === null) break;
    boxes.push(box);
    offset = box.end;
  }
  return boxes;
}

function boxAt(header: Uint8Array, offset: number, to: number): Box | null {
  if (header.length < 8) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const type = String.fromCharCode(...header.subarray(4, 8));
  if (!/^[\x20-\x7e\u00a9]{4}$/.test(type)) return null;
  const short = view.getUint32(0);
  // 0: up to the end of what holds it. 1: a 64-bit size follows. Else the size with its header.
  if (short === 0) return { type, contentOffset: offset + 8, contentBytes: to - offset - 8, end: to };
  const long = short === 1;
  if (long && header.length < 16) return null;
  const size = long ? Number(view.getBigUint64(8)) : short;
  const headerBytes = long ? 16 : 8;
  if (size < headerBytes) return null;
  return { type, contentOffset: offset + headerBytes, contentBytes: size - headerBytes, end: offset + size };
}
