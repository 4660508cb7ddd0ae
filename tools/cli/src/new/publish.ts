import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { ExitCode, Terminal } from '../command.ts';
import type { Planned } from './plan-scaffold.ts';
import { writeFiles } from './stage.ts';

const BIN = resolve(import.meta.dirname, '../../bin/vyarna.js');

/** Writes what was planned, installs what a new package needs, and generates the code that follows. */
export const publish = (root: string, { changes }: Planned, terminal: Terminal): ExitCode => {
  writeFiles(root, changes);
  for (const { path, before } of changes) terminal.out(`${before === undefined ? 'new    ' : 'changed'}  ${path}`);
  const isInstallNeeded = existsSync(join(root, 'package.json')) && changes.some(({ path }) => path.endsWith('/package.json'));
  if (isInstallNeeded && !install(root)) {
    terminal.error('vyarna new: npm could not install the new package. Run npm install, then make codegen.');
    return 1;
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'generate'], { cwd: root, encoding: 'utf8' });
  for (const line of stdout.trim().split('\n')) terminal.out(line);
  if (stderr !== '') terminal.error(stderr.trim());
  return status === 0 ? 0 : 1;
};

/** Everything a new package uses is there already, so that the network is only asked when npm finds that it is not. */
const install = (root: string): boolean =>
  [['--offline'], []].some((offline) => {
    const args = ['install', ...offline, '--no-audit', '--no-fund', '--loglevel=error'];
    // The npm of an older system Node runs under this one.
    const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
    return spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  });
