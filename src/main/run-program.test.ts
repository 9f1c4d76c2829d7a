import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const RUN_PROGRAM = new URL('./run-program.ts', import.meta.url).href;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'punctual-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that opens `first` and `second`, ready when it says so. */
const twoThings = (after: string): string => `
  const { runProgram } = await import('${RUN_PROGRAM}');
  await runProgram(async (config, keep) => {
    keep(async () => console.log('closed first'));
    keep(async () => console.log('closed second'));
    ${after}
  });`;

describe('a start that cannot go on', () => {
  test('a port in use is said in a sentence, before anything is opened', async () => {
    const taken = createServer();
    const port = await listen(taken);
    try {
      for (const program of ['./start.ts', './web.ts']) {
        const ended = await run([fileURLToPath(new URL(program, import.meta.url))], { PORT: String(port) });
        expect(ended).toMatchObject({ code: 1, signal: null });
        expect(ended.said.trim()).toBe(
          `Port ${port} is in use. If that is another Punctual, it is running already; if not, set PORT to a free port.`,
        );
      }
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      taken.close();
    }
  });

  test('bad settings are listed, without a stack', async () => {
    const ended = await run([fileURLToPath(new URL('./worker.ts', import.meta.url))], { PORT: 'x', AI_KEY: 'x' });
    expect(ended.code).toBe(1);
    expect(ended.said).toContain('PORT must be a port number');
    expect(ended.said).toContain('AI_KEY is not a setting');
    expect(ended.said).not.toContain('    at ');
  });

  test('closes what was opened, the newest first', async () => {
    const ended = await run(['--input-type=module', '-e', twoThings("throw new Error('the third is not to be had');")]);
    expect(ended.code).toBe(1);
    expect(ended.said.trim().split('\n')).toEqual(['the third is not to be had', 'closed second', 'closed first']);
  });
});

describe('told to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s closes everything and ends well', async (signal) => {
    const program = twoThings("console.log('ready'); setInterval(() => {}, 1000);");
    const ended = await run(['--input-type=module', '-e', program], {}, { when: 'ready', signal });
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.said.trim().split('\n')).toEqual(['ready', 'closed second', 'closed first']);
  });

  test('in the middle of a start: the start comes to its end, then all is closed', async () => {
    const program = twoThings(`
      setInterval(() => {}, 1000);
      console.log('half open');
      await new Promise((resolve) => process.once('SIGTERM', resolve));
      keep(async () => console.log('closed third'));`);
    const ended = await run(['--input-type=module', '-e', program], {}, { when: 'half open', signal: 'SIGTERM' });
    expect(ended.code).toBe(0);
    expect(ended.said.trim().split('\n')).toEqual(['half open', 'closed third', 'closed second', 'closed first']);
  });

  test('one that cannot be closed does not keep the others open, and is told', async () => {
    const program = twoThings(`
      keep(async () => { throw new Error('stuck'); });
      console.log('ready'); setInterval(() => {}, 1000);`);
    const environment = { LOG_LEVEL: 'error' };
    const ended = await run(['--input-type=module', '-e', program], environment, { when: 'ready', signal: 'SIGTERM' });
    expect(ended.code).toBe(1);
    expect(ended.said).toContain('stuck');
    expect(ended.said).toContain('closed first');
  });

  test('under npm, also when the shell between is killed without a word to us', async () => {
    const program = twoThings("console.log('ready'); setInterval(() => {}, 1000);");
    // The shell waits for the program, so it does not replace itself with it.
    const shell = ['sh', '-c', '"$0" --input-type=module -e "$1"; exit $?', process.execPath, program];
    const ended = await run(shell, { npm_lifecycle_event: 'start' }, { when: 'ready', signal: 'SIGTERM' });
    expect(ended.signal).toBe('SIGTERM');
    expect(ended.said.trim().split('\n')).toEqual(['ready', 'closed second', 'closed first']);
  });
});

/** Runs to its end, and until everything it started has let go of its output. */
function run(
  command: string[],
  environment: Record<string, string> = {},
  kill?: { when: string; signal: NodeJS.Signals },
): Promise<{ code: number | null; signal: NodeJS.Signals | null; said: string }> {
  const [program = '', ...args] = command[0] === 'sh' ? command : [process.execPath, ...command];
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { PATH: process.env['PATH'] ?? '', PUNCTUAL_DATA: folder, LOG_LEVEL: 'silent', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (kill !== undefined && said.includes(kill.when)) {
        child.kill(kill.signal);
        kill = undefined;
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', (code, signal) => resolve({ code, signal, said }));
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
