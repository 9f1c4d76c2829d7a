import type { IncomingHttpHeaders } from 'node:http';
import { Metadata } from '@tus/server';
import { ok, refuse, type Result } from '../../contract/problem.ts';
import { megabytesText } from '../../domain/media-text.ts';
import {
  ACCEPTED_TYPES,
  ACCEPTED_WORDS,
  type AcceptedType,
  acceptedType,
  adviceFor,
  uploadLimit,
} from '../media-types.ts';
import { displayName } from './display-name.ts';

/** What an upload says of itself at creation. The type is a claim, held against the bytes at completion. */
export interface Admission {
  filename: string;
  declaredType: AcceptedType;
  lengthBytes: number;
}

/**
 * Judges the creation of an upload by its headers alone, so that nobody sends four gigabytes to be told no
 * (spec.md 9, "Upload"). Metadata: `filename` and `filetype`.
 */
export function admit(headers: IncomingHttpHeaders): Result<Admission> {
  const metadata = metadataOf(headers['upload-metadata']);
  if (metadata === null) {
    return refuse('INVALID_INPUT', 'Upload-Metadata must be `filename <base64>,filetype <base64>`.');
  }
  const length = headers['upload-length'];
  if (typeof length !== 'string' || !/^\d{1,15}$/.test(length)) {
    return refuse('INVALID_INPUT', 'Upload-Length must say the size of the file in bytes.');
  }
  const type = declaredType(metadata);
  if (!type.ok) return type;
  const lengthBytes = Number(length);
  if (lengthBytes === 0) return refuse('UNSUPPORTED_MEDIA', 'The file is empty (0 bytes). Choose it again.');
  const { kind, extension } = ACCEPTED_TYPES[type.value];
  const limit = uploadLimit(kind);
  if (lengthBytes > limit) {
    const article = kind === 'image' ? 'An image' : 'A video';
    return refuse(
      'TOO_LARGE',
      `${article} may have ${megabytesText(limit)} at most; this one has ${megabytesText(lengthBytes)}. Export it smaller.`,
      { limitBytes: limit, sizeBytes: lengthBytes },
    );
  }
  return ok({ filename: displayName(metadata.filename, `upload.${extension}`), declaredType: type.value, lengthBytes });
}

function metadataOf(header: string | string[] | undefined): Record<string, string | null> | null {
  if (header === undefined || header === '') return {};
  if (typeof header !== 'string') return null;
  try {
    return Metadata.parse(header);
  } catch {
    return null; // the library throws on a malformed header
  }
}

/**
 * The declared type; where none came (browsers leave it empty for types they do not know), what the name's ending says.
 */
function declaredType(metadata: Record<string, string | null>): Result<AcceptedType> {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(metadata.filename ?? '')?.[1]?.toLowerCase();
  const declared = metadata.filetype || (ending === undefined ? '' : (TYPE_OF_ENDING[ending] ?? ''));
  const type = acceptedType(declared);
  if (type !== null) return ok(type);
  const bare = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  return refuse('UNSUPPORTED_MEDIA', adviceFor(bare), { accepted: Object.keys(ACCEPTED_TYPES), words: ACCEPTED_WORDS });
}

const TYPE_OF_ENDING: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  heic: 'image/heic',
  heif: 'image/heif',
  hif: 'image/heif',
  avif: 'image/avif',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  mkv: 'video/x-matroska',
};
