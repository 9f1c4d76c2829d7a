/** A small walk over the boxes of an MP4 or MOV file: order of moov and mdat, and the edit lists. */
import fs from 'node:fs';

export interface Mp4Layout {
  /** `moov` stands before `mdat` (fast start). */
  readonly moovFirst: boolean;
  readonly editLists: 'none' | 'trivial' | 'cutting';
}

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** An edit that only skips the encoder's priming is shorter than this. */
const PRIMING_SECONDS = 0.2;

/** Null when the file has no `moov` (then it is no playable MP4). */
export function readMp4Layout(file: string): Mp4Layout | null {
  const handle = fs.openSync(file, 'r');
  try {
    const top = topLevelBoxes(handle);
    const moov = top.find((box) => box.type === 'moov');
    if (moov === undefined) return null;
    const mdat = top.find((box) => box.type === 'mdat');
    const content = Buffer.alloc(moov.end - moov.start);
    fs.readSync(handle, content, 0, content.length, moov.start);
    return { moovFirst: mdat === undefined || moov.start < mdat.start, editLists: editListsOf(content) };
  } finally {
    fs.closeSync(handle);
  }
}

/** `start` and `end` are those of the box's content. */
function topLevelBoxes(handle: number): Box[] {
  const size = fs.fstatSync(handle).size;
  const boxes: Box[] = [];
  const header = Buffer.alloc(16);
  for (let at = 0; at + 8 <= size;) {
    fs.readSync(handle, header, 0, 16, at);
    const { headerBytes, boxBytes } = boxSize(header, 0, size - at);
    if (boxBytes < headerBytes) break;
    boxes.push({ type: header.toString('latin1', 4, 8), start: at + headerBytes, end: Math.min(at + boxBytes, size) });
    at += boxBytes;
  }
  return boxes;
}

function boxSize(bytes: Buffer, at: number, rest: number): { headerBytes: number; boxBytes: number } {
  const short = bytes.readUInt32BE(at);
  if (short === 1) return { headerBytes: 16, boxBytes: Number(bytes.readBigUInt64BE(at + 8)) };
  return { headerBytes: 8, boxBytes: short === 0 ? rest : short };
}

function childBoxes(bytes: Buffer, parent: Box): Box[] {
  const boxes: Box[] = [];
  for (let at = parent.start; at + 8 <= parent.end;) {
    const long = bytes.readUInt32BE(at) === 1;
    if (long && at + 16 > parent.end) break;
    const { headerBytes, boxBytes } = boxSize(bytes, at, parent.end - at);
    if (boxBytes < headerBytes) break;
    const end = Math.min(at + boxBytes, parent.end);
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at + headerBytes, end });
    at += boxBytes;
  }
  return boxes;
}

function childOf(bytes: Buffer, parent: Box | undefined, type: string): Box | undefined {
  return parent === undefined ? undefined : childBoxes(bytes, parent).find((box) => box.type === type);
}

function editListsOf(moov: Buffer): Mp4Layout['editLists'] {
  const tracks = childBoxes(moov, { type: 'moov', start: 0, end: moov.length }).filter((box) => box.type === 'trak');
  const kinds = tracks.map((track) => editListOf(moov, track));
  if (kinds.includes('cutting')) return 'cutting';
  return kinds.includes('trivial') ? 'trivial' : 'none';
}

/** Trivial: one entry at normal speed from (nearly) the start, as nearly every encoder writes for its priming. */
function editListOf(moov: Buffer, track: Box): Mp4Layout['editLists'] {
  const list = childOf(moov, childOf(moov, track, 'edts'), 'elst');
  if (list === undefined || list.end - list.start < 8) return 'none';
  const entries = moov.readUInt32BE(list.start + 4);
  if (entries === 0) return 'none';
  if (entries > 1) return 'cutting';
  const wide = moov[list.start] === 1;
  const at = list.start + 8;
  if (list.end < at + (wide ? 20 : 12)) return 'cutting';
  const mediaTime = wide ? Number(moov.readBigInt64BE(at + 8)) : moov.readInt32BE(at + 4);
  const rate = moov.readInt16BE(at + (wide ? 16 : 8));
  const skippedSeconds = mediaTime / timescaleOf(moov, track);
  return rate === 1 && skippedSeconds >= 0 && skippedSeconds <= PRIMING_SECONDS ? 'trivial' : 'cutting';
}

/** Units per second of the track's media time. */
function timescaleOf(moov: Buffer, track: Box): number {
  const header = childOf(moov, childOf(moov, track, 'mdia'), 'mdhd');
  if (header === undefined || header.end - header.start < 24) return 1;
  return moov.readUInt32BE(header.start + (moov[header.start] === 1 ? 20 : 12)) || 1;
}
