import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { build } from 'vite';

const HERE = import.meta.dirname;
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

export interface PeerPages {
  /** Answers `/bench/…` of any site with the built pages, so that they speak to the same API with the same session. */
  serveIn(context: BrowserContext): Promise<void>;
  remove(): Promise<void>;
}

/** Installs the peer where that has not been done and bundles the pages the way Punctual's own client is. */
export async function buildPeerPages(): Promise<PeerPages> {
  if (!existsSync(join(HERE, 'node_modules/fullcalendar'))) {
    const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: HERE,
      stdio: 'inherit',
    });
    if (installed.status !== 0) throw new Error('The peer calendar could not be installed.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'punctual-bench-pages-'));
  for (const name of ['empty', 'full-calendar']) {
    await build({
      configFile: false,
      root: HERE,
      base: '/bench/',
      logLevel: 'warn',
      build: {
        outDir: join(folder, name),
        emptyOutDir: true,
        target: 'es2023',
        rolldownOptions: {
          input: join(HERE, 'pages', `${name}.ts`),
          output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
        },
      },
    });
    const styles = readdirSync(join(folder, name)).filter((file) => file.endsWith('.css'));
    const links = styles.map((file) => `<link rel="stylesheet" href="/bench/${name}/${file}">`).join('');
    await writeFile(
      join(folder, name, 'index.html'),
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>${links}</head>` +
        `<body><div id="calendar"></div><script type="module" src="/bench/${name}/page.js"></script></body></html>`,
    );
  }
  return {
    serveIn: async (context) => {
      await context.route('**/bench/**', async (route) => {
        const [, , name = '', file = 'index.html'] = new URL(route.request().url()).pathname.split('/');
        const path = join(folder, name, file === '' ? 'index.html' : file);
        await route.fulfill({ body: readFileSync(path), contentType: TYPES[extname(path)] ?? 'text/plain' });
      });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
