import type { Studio, StudioRequest } from './studio.ts';
import { refuse, type StudioAnswer } from './studio-answer.ts';
import { idOf, makeImage } from './studio-data.ts';

/** tus 1.0, as far as the client speaks it. */
export function answerUpload(studio: Studio, { method, path, headers, body }: StudioRequest): StudioAnswer {
  const tus = { 'Tus-Resumable': '1.0.0' };
  if (method === 'POST') {
    const id = idOf(7, (studio.made += 1));
    const metadata = Object.fromEntries(
      (headers['upload-metadata'] ?? '').split(',').map((pair) => pair.split(' ')),
    ) as Record<string, string>;
    const length = Number(headers['upload-length']);
    studio.uploads.set(id, {
      length,
      bytes: 0,
      assetId: null,
      filename: atob(metadata['filename'] ?? ''),
      type: atob(metadata['filetype'] ?? ''),
    });
    return { status: 201, headers: { ...tus, Location: `/v1/uploads/${id}` }, body: '' };
  }
  const id = path.split('/').at(-1) ?? '';
  const upload = studio.uploads.get(id);
  if (upload === undefined) return { status: 404, headers: tus, body: '' };
  if (method === 'HEAD')
    return {
      status: 200,
      headers: {
        ...tus,
        'Upload-Offset': String(upload.bytes),
        'Upload-Length': String(upload.length),
        ...(upload.assetId === null ? {} : { 'Asset-Id': upload.assetId }),
      },
      body: '',
    };
  if (method === 'DELETE') return { status: 204, headers: tus, body: '' };
  if (studio.breakUploadAt !== null) {
    upload.bytes = Math.min(studio.breakUploadAt, upload.length);
    studio.breakUploadAt = null;
    return { status: 503, headers: tus, body: '' };
  }
  upload.bytes += body.length;
  if (upload.bytes < upload.length)
    return { status: 204, headers: { ...tus, 'Upload-Offset': String(upload.bytes) }, body: '' };
  if (upload.filename.includes('virus'))
    return {
      ...refuse(422, 'UNSUPPORTED_MEDIA', 'This is not a picture or a video that can be used.'),
      headers: { ...tus, 'Content-Type': 'application/json' },
    };
  const asset = makeImage((studio.made += 1), studio.nowMs, { filename: upload.filename, sizeBytes: upload.length });
  studio.assets = [asset, ...studio.assets];
  upload.assetId = asset.id;
  return { status: 204, headers: { ...tus, 'Upload-Offset': String(upload.bytes), 'Asset-Id': asset.id }, body: '' };
}
