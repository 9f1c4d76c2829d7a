import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPunctual, type TestPunctual, type TestUser } from '../../test/support/punctual.ts';
import type { PipelineContext } from './context.ts';
import { mailDueDigests } from './mail-digest.ts';
import { smtpMailer } from './smtp-mailer.ts';

let punctual: TestPunctual;
let user: TestUser;
let smtp: SmtpServer;
let context: PipelineContext;

beforeAll(async () => {
  punctual = await startPunctual();
  user = await punctual.signUp('lucia@example.com');
  await user.link('ig');
  smtp = await startSmtpServer();
  const mailer = smtpMailer(`smtp://localhost:${smtp.port}?from=alerts%40punctual.example`, 'https://punctual.example');
  context = { ...punctual.pipeline, publicUrl: 'https://punctual.example', mailer };
});
afterAll(async () => {
  await smtp.close();
  await punctual.close();
});
beforeEach(async () => {
  const { database } = punctual.foundation;
  for (const table of ['posts', 'notifications', 'mail_digests'] as const) await database.deleteFrom(table).execute();
  smtp.mails.length = 0;
  smtp.isFull = false;
});

/** Orders a post without a picture: it will not go out. */
async function orderBadPost(title: string): Promise<string> {
  const answer = await user.call('POST', '/v1/posts', {
    title,
    caption: 'x',
    entries: [{ channel: 'ig', scheduledAt: punctual.clock.now().add({ hours: 72 }).toString(), payload: {} }],
    intent: 'schedule',
  });
  return answer.data.id;
}
const pass = (minutes: number) => punctual.clock.advanceBy({ minutes });

describe('the mail digest', () => {
  test('is one mail for what is unread after a few minutes, with the way to each remedy', async () => {
    const first = await orderBadPost('Kiln day');
    await pass(3);
    await orderBadPost('Glaze day');
    expect(await mailDueDigests(context)).toBe(0);
    await pass(2);
    expect(await mailDueDigests(context)).toBe(1);
    const [mail, ...others] = smtp.mails;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ from: 'alerts@punctual.example', to: ['lucia@example.com'] });
    expect(mail?.text).toContain('Subject: Punctual: 2 alerts about your posts');
    expect(mail?.text).toContain('Kiln day');
    expect(mail?.text).toContain('Glaze day');
    expect(mail?.text).toContain(`https://punctual.example/?post=${first}`);

    // Nothing new: nothing more.
    await pass(60);
    expect(await mailDueDigests(context)).toBe(0);
  });

  test('leaves out what was read, and what has resolved itself meanwhile', async () => {
    const cured = await orderBadPost('Cured');
    await orderBadPost('Seen');
    await user.call('PATCH', `/v1/posts/${cured}`, { assetIds: [await user.uploadPhoto()] });
    for (const item of (await user.call('GET', '/v1/notifications')).data.items)
      await user.call('POST', `/v1/notifications/${item.id}:read`);
    await pass(6);
    expect(await mailDueDigests(context)).toBe(0);
    expect(smtp.mails).toEqual([]);

    await orderBadPost('Alone');
    await pass(6);
    expect(await mailDueDigests(context)).toBe(1);
    expect(smtp.mails[0]?.text).toMatch(/Subject: .*Alone/);
    expect(smtp.mails[0]?.text).not.toContain('Seen');
  });

  test('is sent once by two workers, in the reader’s language', async () => {
    await user.call('PATCH', '/v1/me', { locale: 'es' });
    await orderBadPost('Horno');
    await orderBadPost('Esmalte');
    await pass(6);
    const sent = await Promise.all([mailDueDigests(context), mailDueDigests(context)]);
    expect(sent[0] + sent[1]).toBe(1);
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.text).toContain('2 avisos sobre tus publicaciones');
    await user.call('PATCH', '/v1/me', { locale: 'en' });
  });

  test('waits for a mail server that takes nothing, longer each time, and loses nothing', async () => {
    await orderBadPost('Patience');
    await pass(6);
    smtp.isFull = true;
    expect(await mailDueDigests(context)).toBe(0);
    expect(await mailDueDigests(context)).toBe(0);
    await pass(1);
    expect(await mailDueDigests(context)).toBe(0);
    const row = await punctual.foundation.database.selectFrom('mail_digests').selectAll().executeTakeFirstOrThrow();
    expect([row.failures, row.due_at.since(punctual.clock.now()).total('minutes')]).toEqual([2, 2]);
    smtp.isFull = false;
    await pass(2);
    expect(await mailDueDigests(context)).toBe(1);
    expect(smtp.mails[0]?.text).toContain('Patience');
  });

  test('goes to nobody where no mail server is set up', async () => {
    await orderBadPost('Silence');
    await pass(6);
    expect(await mailDueDigests(punctual.pipeline)).toBe(0);
  });
});

interface Mail {
  from: string;
  to: string[];
  /** Headers and body, with the soft line breaks of quoted-printable taken out. */
  text: string;
}
interface SmtpServer {
  port: number;
  mails: Mail[];
  /** Refuses every recipient for now, as a server out of room does. */
  isFull: boolean;
  close(): Promise<void>;
}

/** As much of a mail server as it takes to receive (RFC 5321). */
async function startSmtpServer(): Promise<SmtpServer> {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let waiting = '';
    let inData = false;
    let mail: Mail = { from: '', to: [], text: '' };
    const command = (line: string): void => {
      const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (/^(EHLO|HELO)/i.test(line)) say('250 test');
      else if (/^MAIL FROM/i.test(line)) {
        mail = { from: address, to: [], text: '' };
        say('250 ok');
      } else if (/^RCPT TO/i.test(line)) {
        if (handle.isFull) return say('452 insufficient system storage');
        mail.to.push(address);
        say('250 ok');
      } else if (/^DATA/i.test(line)) {
        inData = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    socket.on('data', (bytes) => {
      waiting += bytes.toString('latin1');
      for (;;) {
        const end = waiting.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const piece = waiting.slice(0, end);
        waiting = waiting.slice(end + (inData ? 5 : 2));
        if (!inData) {
          command(piece);
          continue;
        }
        inData = false;
        mails.push({ ...mail, text: decodeMail(piece) });
        say('250 taken');
      }
    });
    say('220 test');
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const handle: SmtpServer = {
    port,
    mails,
    isFull: false,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return handle;
}

/** Unfolds headers and undoes quoted-printable, in the body and in encoded words. */
function decodeMail(raw: string): string {
  const unfolded = raw.replace(/=\r\n/g, '').replace(/\r\n[ \t]+/g, ' ');
  return unfolded
    .replace(/\?= =\?UTF-8\?Q\?/gi, '')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_whole, text: string) => text.replaceAll('_', ' '))
    .replace(/(=[0-9A-F]{2})+/g, (encoded) => Buffer.from(encoded.replaceAll('=', ''), 'hex').toString('utf8'));
}
