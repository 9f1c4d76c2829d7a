/** A little public web server for tests: what a platform fetches media from. */
import http from 'node:http';

export interface MediaServer {
  readonly url: string;
  /** Serves these bytes at `/name` from now on. */
  put(name: string, bytes: Uint8Array, contentType: string): string;
  /** Serves an answer of its own at `/name`. */
  answer(name: string, handle: (response: http.ServerResponse) => void): string;
  /** Paths asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startMediaServer(): Promise<MediaServer> {
  const handlers = new Map<string, (response: http.ServerResponse) => void>();
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    const handle = handlers.get(request.url ?? '');
    if (handle === undefined) response.writeHead(404).end();
    else handle(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const answer = (name: string, handle: (response: http.ServerResponse) => void): string => {
    handlers.set(`/${name}`, handle);
    return `${url}/${name}`;
  };
  return {
    url,
    asked,
    answer,
    put: (name, bytes, contentType) =>
      answer(name, (response) => response.writeHead(200, { 'content-type': contentType }).end(bytes)),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
