const CONTAINERS = ['meta', 'iprp', 'ipco'];
/** A profile with tables has half a megabyte. */
const LARGEST_PROFILE_BYTES = 4_000_000;

/**
 * The ICC profile of a HEIC file (`colr` box of type `prof`), which the decoder leaves out; `null` where there is none, and
 * the pixels are sRGB. Phones give the photo, its tiles and its thumbnail one and the same.
 */
export function colourProfileOf(bytes: Uint8Array): Uint8Array | null {
  return find(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}

function find(part: Buffer): Uint8Array | null {
  for (let at = 0; at + 8 <= part.length;) {
    const size = part.readUInt32BE(at);
    // 0: to the end; 1: 64 bits follow, which only the pictures' own data needs, behind what is looked for.
    const end = size === 0 ? part.length : at + size;
    if (size === 1 || end > part.length || end < at + 8) return null;
    const type = part.toString('latin1', at + 4, at + 8);
    const body = part.subarray(at + 8, end);
    if (CONTAINERS.includes(type)) {
      // `meta` begins with its version and flags.
      const found = find(type === 'meta' ? body.subarray(4) : body);
      if (found !== null) return found;
    }
    if (type === 'colr' && ['prof', 'rICC'].includes(body.toString('latin1', 0, 4))) {
      const profile = body.subarray(4);
      // "acsp" stands at byte 36 of every ICC profile.
      const isProfile = profile.length <= LARGEST_PROFILE_BYTES && profile.toString('latin1', 36, 40) === 'acsp';
      return isProfile ? Uint8Array.from(profile) : null;
    }
    at = end;
  }
  return null;
}
