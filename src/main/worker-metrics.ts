import { createServer, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import type { Foundation } from './foundation.ts';

/**
 * What monitoring asks of a worker on its own, at `WORKER_METRICS_PORT`: `/healthz` (this process answers) and `/metrics`.
 * Nothing else is there, and nothing of it needs a session: keep the port from the world, as `HOST` does by default.
 */
export async function serveWorkerMetrics(
  { config, log }: Pick<Foundation, 'config' | 'log'>,
  registry: Registry,
): Promise<{ port: number; stop(): Promise<void> } | null> {
  const wanted = config.workerMetricsPort;
  if (wanted === null) return null;
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (request.method !== 'GET' || (path !== '/healthz' && path !== '/metrics'))
      return end(response, 404, JSON_TYPE, '{}');
    if (path === '/healthz') return end(response, 200, JSON_TYPE, '{"status":"ok"}');
    registry.metrics().then(
      (text) => end(response, 200, registry.contentType, text),
      (error: unknown) => {
        log.error({ err: error }, 'the metrics could not be collected');
        end(response, 500, JSON_TYPE, '{}');
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, config.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : wanted,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
