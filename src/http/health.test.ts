import { createServer, type Server, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/clock.ts';
import { databaseOn, openPool } from '../store/database.ts';
import { registerHealth } from './health.ts';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const work of clean.splice(0).toReversed()) await work();
});

/** Something that takes connections on the database's port, and never says a word. */
async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `postgres://u:p@127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/d`;
}

function healthOf(url: string, pendingMigrations: () => Promise<readonly string[]>) {
  const pool = openPool(url, { connectTimeoutMs: 60_000 });
  const clock = new VirtualClock('2026-11-23T09:00:00Z');
  const app: FastifyInstance = fastify();
  registerHealth(app, { database: databaseOn(pool), clock }, { pendingMigrations, metrics: new Registry() });
  clean.push(() => app.close());
  return { app, clock, pool };
}

const NO_ANSWER = { database: 'does not answer', migrations: 'unknown', worker: 'unknown' };

test('a database that is silent makes nobody wait: three seconds, then it is not ready', async () => {
  const url = await silentServer();
  const asked = Promise.withResolvers<undefined>();
  const { app, clock, pool } = healthOf(url, async () => {
    const answer = pool.query('SELECT 1');
    asked.resolve(undefined);
    await answer;
    return [];
  });
  const answered = app.inject('/readyz');
  await asked.promise;
  await clock.advanceBy({ seconds: 3 });
  const answer = await answered;
  expect([answer.statusCode, answer.json().checks]).toEqual([503, NO_ANSWER]);
});

test('one that goes in the middle of the question is not ready, and says so in the same words', async () => {
  const { app } = healthOf(await silentServer(), () => Promise.reject(new Error('Connection terminated')));
  const answer = await app.inject('/readyz');
  expect([answer.statusCode, answer.json().checks]).toEqual([503, NO_ANSWER]);
});
