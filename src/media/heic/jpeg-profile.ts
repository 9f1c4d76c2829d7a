const MARK = Buffer.from('ICC_PROFILE\0', 'latin1');
/** A JPEG segment has 65 533 bytes at most, with the mark and two bytes of numbering. */
const PART_BYTES = 65_533 - MARK.length - 2;

/**
 * A JPEG with this ICC profile: its colours are what the profile says, and not a pixel changes. sharp can only convert into
 * a profile. (ICC.1:2022, annex B.4: in numbered APP2 segments behind the start mark.)
 */
export function withColourProfile(jpeg: Buffer, profile: Uint8Array): Buffer {
  const count = Math.ceil(profile.length / PART_BYTES);
  const segments = Array.from({ length: count }, (_, index) => {
    const part = profile.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
    const head = Buffer.from([0xff, 0xe2, 0, 0]);
    head.writeUInt16BE(2 + MARK.length + 2 + part.length, 2);
    return Buffer.concat([head, MARK, Buffer.from([index + 1, count]), part]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}
