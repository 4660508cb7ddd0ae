#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read: it starts the command on a Node that can run TypeScript, fetching one when there is none.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The oldest Node that runs the sources as they are; package.json and the Makefile say the same. */
const OLDEST = [24, 6];

const isRecent = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
};

/**
 * A run is short and keeps most of what it makes. A young generation of 1 MB, which a program begins with, is emptied some four hundred times;
 * one that may grow takes a quarter more memory. So it grows once, to 8 MB, and stays. It grows when enough of what it held lives on.
 */
const growYoungGeneration = ({ setFlagsFromString, getHeapSpaceStatistics }) => {
  const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
  const grown = 4 * size();
  setFlagsFromString('--semi-space-growth-factor=8');
  for (let kept = [], round = 0; size() < grown && round < 20; round += 1) {
    kept.push(Array.from({ length: 10_000 }, (_, number) => ({ number })));
  }
  setFlagsFromString('--semi-space-growth-factor=1');
};

/** A relative import of the sources names its file as it is, so Node need not look for it, nor for the package around it: a fifth of the time of loading. */
const resolveSource = (specifier, { parentURL }, next) =>
  /^\.\.?\/.*\.ts$/.test(specifier) ? { url: new URL(specifier, parentURL).href, format: 'module-typescript', shortCircuit: true } : next(specifier);

/** Does what `make` does for an old system Node: an installation for this project only, and the link npm 10 forgets. */
const fetchNode = (directory, { spawnSync }) => {
  const link = join(directory, 'node_modules', '.bin', 'node');
  if (existsSync(link)) return link;
  console.error(`vyarna: Node ${process.versions.node} is older than ${OLDEST.join('.')}: fetching one for this project only.`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--prefix', directory, '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    console.error(`vyarna: Node ${OLDEST.join('.')} or newer could not be fetched. Install it from https://nodejs.org and try again.`);
    process.exit(1);
  }
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === 'darwin-arm64' ? `node-bin-${platform}` : `node-${platform}`;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', name, 'bin', 'node'), link);
  return link;
};

if (isRecent(process.versions.node)) {
  const [{ enableCompileCache, registerHooks }, v8] = await Promise.all([import('node:module'), import('node:v8')]);
  enableCompileCache();
  registerHooks({ resolve: resolveSource });
  growYoungGeneration(v8);
  // Most runs end before the best of machine code pays for its making, a fifth of their processor time; what goes on running comes to it.
  v8.setFlagsFromString('--invocation-count-for-turbofan=1000000');
  await import('../src/main.ts');
} else {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const processes = await import('node:child_process');
  const node = fetchNode(join(root, 'tools', 'dev', 'node'), processes);
  const child = processes.spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both processes; any other sender means this one, so it is passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`vyarna: ${node} does not start: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => (signal === null ? process.exit(code) : process.kill(process.pid, signal)));
}
