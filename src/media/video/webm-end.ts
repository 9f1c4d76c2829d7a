import type { ByteSource } from '../byte-source.ts';

/**
 * True when a WebM's one big element, the Segment, says it is longer than the file. Browsers record with the
 * size left open ("unknown"), which says nothing about the end.
 */
export async function webmIsCutOff(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, 4096);
  const ebml = elementAt(head, 0);
  if (ebml === null || ebml.size === null) return true;
  const segment = elementAt(head, ebml.contentOffset + ebml.size);
  if (segment === null || segment.id !== 0x18538067) return true;
  return segment.size !== null && segment.contentOffset + segment.size > source.sizeBytes;
}

interface Element {
  id: number;
  contentOffset: number;
  /** `null`: left open. */
  size: number | null;
}

/** An EBML element's header (RFC 8794, 4 to 6). */
function elementAt(bytes: Uint8Array, offset: number): Element | null {
  const idBytes = widthAt(bytes, offset);
  const sizeBytes = idBytes === null ? null : widthAt(bytes, offset + idBytes);
  if (idBytes === null || sizeBytes === null) return null;
  const contentOffset = offset + idBytes + sizeBytes;
  if (contentOffset > bytes.length) return null;
  const id = numberAt(bytes, offset, idBytes);
  const raw = numberAt(bytes, offset + idBytes, sizeBytes) - 2 ** (7 * sizeBytes);
  return { id, contentOffset, size: raw === 2 ** (7 * sizeBytes) - 1 ? null : raw };
}

/** The leading zeros of the first byte tell the width. */
function widthAt(bytes: Uint8Array, offset: number): number | null {
  const first = bytes[offset];
  return first === undefined || first === 0 ? null : Math.clz32(first) - 23;
}

function numberAt(bytes: Uint8Array, offset: number, width: number): number {
  return bytes.subarray(offset, offset + width).reduce((sum, byte) => sum * 256 + byte, 0);
}
