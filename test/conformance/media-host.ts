import { createHash } from 'node:crypto';
import http from 'node:http';
import type { PublishMedia } from '../../src/channels/adapter.ts';

export interface HostedFile {
  assetId: string;
  kind: 'image' | 'video';
  bytes: Uint8Array;
  width: number;
  height: number;
  durationMs: number | null;
  altText: string | null;
}

export interface MediaHost {
  /** The file as one attempt's request carries it: a URL of its own, and what was served from it. */
  mediaFor(file: HostedFile): PublishMedia;
  close(): Promise<void>;
}

interface Exposure {
  file: HostedFile;
  servedBytes: number;
  withdrawn: boolean;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A small public web server from which the sandbox pulls media, as the platforms do. */
export async function startMediaHost(): Promise<MediaHost> {
  const exposures = new Map<string, Exposure>();
  const server = http.createServer((request, response) => {
    const exposure = exposures.get(request.url ?? '');
    if (exposure === undefined) return void response.writeHead(404).end();
    if (exposure.withdrawn) return void response.writeHead(410).end();
    const { bytes } = exposure.file;
    response.writeHead(200, { 'content-type': mimeOf(exposure.file), 'content-length': String(bytes.byteLength) });
    if (request.method === 'HEAD') return void response.end();
    exposure.servedBytes += bytes.byteLength;
    return void response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  return {
    mediaFor: (file) => {
      const path = `/${exposures.size}.${file.kind === 'image' ? 'jpg' : 'mp4'}`;
      const exposure: Exposure = { file, servedBytes: 0, withdrawn: false };
      exposures.set(path, exposure);
      return {
        assetId: file.assetId,
        kind: file.kind,
        mimeType: mimeOf(file),
        sizeBytes: file.bytes.byteLength,
        width: file.width,
        height: file.height,
        durationMs: file.durationMs,
        altText: file.altText,
        url: () => Promise.resolve(origin + path),
        served: () => {
          if (exposure.servedBytes === 0) return Promise.resolve('nothing');
          return Promise.resolve(exposure.servedBytes < file.bytes.byteLength ? 'partly' : 'whole');
        },
        withdraw: () => {
          exposure.withdrawn = true;
          return Promise.resolve();
        },
        read: (start, end) => piecesOf(file.bytes.subarray(start, end)),
      };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function mimeOf(file: HostedFile): string {
  return file.kind === 'image' ? 'image/jpeg' : 'video/mp4';
}

/** In pieces, as a file is read from disk. */
async function* piecesOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
