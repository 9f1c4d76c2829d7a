/**
 * Runs before `npm start` and `npm test`, under whatever Node the machine has: installs the dependencies when they are
 * missing or older than the lockfile, and sees to it that the Node this project pins (it comes as a dependency) is there.
 * Takes a few milliseconds when there is nothing to do. Plain JavaScript, because an old Node must be able to read it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.punctual-installed');
export const pinnedNode =
  process.platform === 'win32' ? join(modules, 'node', 'bin', 'node.exe') : join(modules, '.bin', 'node');
const wantedVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node;
const wantedMajor = Number(wantedVersion.split('.')[0]);
/** npm puts the pinned Node first on the path once it is there, so this is the usual case. */
export const thisNodeWillDo = Number(process.versions.node.split('.')[0]) >= wantedMajor;

ensureDependencies();
ensureNode();

function ensureDependencies() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (read(stampFile) === wanted) return;
  if (!installedByHand()) {
    console.log('Installing what Punctual needs (this happens once, and again after an update) …');
    // The web client is built here, so the development dependencies are needed whatever NODE_ENV says.
    const code = npm(['ci', '--loglevel=error', '--include=dev', '--include=optional']);
    if (code !== 0)
      fail('The installation failed; what npm said is above. Put that right and run the command again.', code);
  }
  writeStamp(wanted);
}

/** npm writes its own copy of the lockfile at the end of every install that went through. */
function installedByHand() {
  const own = statSync(join(modules, '.package-lock.json'), { throwIfNoEntry: false });
  return own !== undefined && own.mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function ensureNode() {
  if (thisNodeWillDo || isExecutable(pinnedNode)) return;
  console.log(`Setting up Node ${wantedVersion}, which the installation left out (install scripts seem to be off) …`);
  // The scripts of this one package, which this project relies on, whatever the user's setting for all others.
  npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  if (!nodeWorks()) linkPlatformNode();
  if (nodeWorks()) return;
  fail(
    `Punctual runs on Node ${wantedMajor}, this is Node ${process.versions.node}, and the one that should have come with the installation cannot be run.\n` +
      `Either allow install scripts and run: npm rebuild node --ignore-scripts=false\n` +
      `or install Node ${wantedMajor} from https://nodejs.org and run the command again.`,
    1,
  );
}

/** The package `node` only carries a link to the platform's package, made by its install script. Make it ourselves. */
function linkPlatformNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  try {
    const fromNodePackage = createRequire(join(modules, 'node', 'package.json'));
    const manifest = fromNodePackage.resolve(`${prefix}-${platform}-${process.arch}/package.json`);
    mkdirSync(dirname(pinnedNode), { recursive: true });
    rmSync(pinnedNode, { force: true });
    symlinkSync(join(dirname(manifest), 'bin', 'node'), pinnedNode);
  } catch {
    // Not installed either: the remedy that is printed next covers it.
  }
}

function nodeWorks() {
  const { stdout } = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= wantedMajor;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Under `npm start` the npm that runs us, else the one on the path. Answers its exit code. */
function npm(args) {
  const options = { cwd: root, stdio: 'inherit' };
  const cli = process.env.npm_execpath;
  const { status, error } = cli
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (error) console.error(`npm could not be started: ${error.message}`);
  return status ?? 1;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function writeStamp(hash) {
  try {
    writeFileSync(stampFile, hash);
  } catch {
    // A read-only image: it will look at the dates each time instead, which is as good.
  }
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}
