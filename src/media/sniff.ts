import { ok, refuse, type Result } from '../contract/problem.ts';
import type { ByteSource } from './byte-source.ts';
import { type AcceptedType, adviceFor, isAcceptedType } from './media-types.ts';

const HEAD_BYTES = 4096;
/** A ZIP's end record: 22 bytes and a comment of 65 535 at most, at the very end of the file. */
const TAIL_BYTES = 22 + 65_535;

/**
 * What the bytes are, whatever name or type came with them. Refuses with advice: types no channel takes, and files that
 * are two things at once (an image with a web page, a ZIP or a PDF in it), because another program would open the
 * other.
 */
export async function sniff(source: ByteSource): Promise<Result<AcceptedType>> {
  if (source.sizeBytes === 0) return refuse('UNSUPPORTED_MEDIA', 'The file is empty (0 bytes). Choose it again.');
  const head = await source.read(0, HEAD_BYTES);
  const type = typeOfHead(head);
  if (!isAcceptedType(type)) return refuse('UNSUPPORTED_MEDIA', adviceFor(type), { found: type });
  const tail = await source.read(Math.max(0, source.sizeBytes - TAIL_BYTES), TAIL_BYTES);
  const hidden = hiddenContent(head, tail);
  if (hidden !== null) {
    return refuse(
      'UNSUPPORTED_MEDIA',
      `The file has ${hidden} hidden in it. Save a clean copy (a fresh export will do) and upload that.`,
      { found: type },
    );
  }
  return ok(type);
}

/** The media type the first bytes show; `application/octet-stream` where they show none. */
export function typeOfHead(head: Uint8Array): string {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 4) === 'WEBP') return 'image/webp';
  if (['GIF87a', 'GIF89a'].includes(text(head, 0, 6))) return 'image/gif';
  if (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2a])) return 'image/tiff';
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) return matroskaType(head);
  if (text(head, 4, 4) === 'ftyp') return brandType(head);
  // QuickTime files older than the brand box begin with any of these.
  if (['moov', 'mdat', 'wide', 'pnot'].includes(text(head, 4, 4))) return 'video/quicktime';
  if (text(head, 0, 4) === '%PDF') return 'application/pdf';
  if (text(head, 0, 3) === 'ID3' || startsWith(head, [0xff, 0xfb])) return 'audio/mpeg';
  return markupType(head) ?? 'application/octet-stream';
}

/** Brands of the ISO base format: the first is the file's own, the others what it is compatible with. */
function brandType(head: Uint8Array): string {
  const boxSize = Math.min(head.length, new DataView(head.buffer, head.byteOffset, 4).getUint32(0));
  const major = text(head, 8, 4);
  const brands = [major];
  for (let at = 16; at + 4 <= boxSize; at += 4) brands.push(text(head, at, 4));
  if (brands.some((brand) => ['avif', 'avis'].includes(brand))) return 'image/avif';
  if (['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].includes(major)) return 'image/heic';
  if (['M4A ', 'M4B ', 'M4P '].includes(major)) return 'audio/mp4';
  if (major === 'crx ') return 'image/tiff';
  if (/^3g[2p]/.test(major)) return 'video/3gpp';
  return major === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

/** EBML says WebM or Matroska in its DocType element (0x4282), which stands in the first few dozen bytes. */
function matroskaType(head: Uint8Array): string {
  const start = indexOf(head.subarray(0, 128), [0x42, 0x82]);
  return start >= 0 && text(head, start + 3, 4) === 'webm' ? 'video/webm' : 'video/x-matroska';
}

/** SVG, HTML or XML, also behind a byte order mark, blanks or comments, and in UTF-16. */
function markupType(head: Uint8Array): string | null {
  const wide = head[0] === 0xff || head[0] === 0xfe || head[1] === 0;
  const plain = (wide ? latin(head).replaceAll('\0', '') : latin(head)).replace(
    /^(?:\u00ef\u00bb\u00bf|[\u00ff\u00fe])+/,
    '',
  );
  if (!/^\s*</.test(plain)) return null;
  if (/<svg[\s>]/i.test(plain)) return 'image/svg+xml';
  return /<(?:!doctype html|html|head|body|script|iframe)/i.test(plain) ? 'text/html' : 'text/xml';
}

function hiddenContent(head: Uint8Array, tail: Uint8Array): string | null {
  const markup = /<(?:script|html|iframe|!doctype html|\?php|svg[\s>])/i;
  if (markup.test(latin(head)) || markup.test(latin(tail.subarray(-HEAD_BYTES)))) return 'a web page';
  // PDF readers accept their mark anywhere in the first kilobyte.
  if (latin(head.subarray(0, 1024)).includes('%PDF-')) return 'a PDF';
  return endsAsZip(tail) ? 'a ZIP archive' : null;
}

/** True when a ZIP end record reaches exactly to the end of the file, so that a chance match does not count. */
function endsAsZip(tail: Uint8Array): boolean {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === tail.length) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Uint8Array.from(wanted));
}

function text(bytes: Uint8Array, offset: number, length: number): string {
  return latin(bytes.subarray(offset, offset + length));
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
