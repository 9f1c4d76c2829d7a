import http from 'node:http';

export interface ReceivedCall {
  headers: Record<string, string | undefined>;
  rawBody: Uint8Array;
}

export interface WebhookReceiver {
  /** What the platforms are told the app's address is. */
  readonly url: string;
  /** What came since the last look. */
  take(): ReceivedCall[];
  close(): Promise<void>;
}

/** Stands where the app would: keeps what the sandbox delivers, byte for byte. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  let received: ReceivedCall[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, rawBody: Buffer.concat(pieces) });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    take: () => {
      const taken = received;
      received = [];
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
