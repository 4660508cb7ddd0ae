import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StartError } from '@vyarna/process';

const run = promisify(execFile);

/** Python 3 from this minor version on: the oldest that the pinned packages are built for. */
const MINOR_NEEDED = 11;

export interface Python {
  /** The command that starts it. */
  readonly command: string;
  /** `3.11.7`. */
  readonly version: string;
}

export interface PythonMissing {
  readonly missing: string;
  readonly hint: string;
}

// Debian ships `venv` without what it needs, `ensurepip`, so only importing that tells.
const PROBE = `
import platform, sys
try:
    import ensurepip, venv
    able = 'able'
except ImportError:
    able = 'unable'
print(platform.python_version(), able)
`;

const INSTALL = `Install Python 3.${MINOR_NEEDED} or newer with venv (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python).`;

/** The machine's Python, if it can make environments of its own for packages; else what is missing and how to get it. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python | PythonMissing> {
  let fault: PythonMissing = { missing: `there is no Python 3.${MINOR_NEEDED}`, hint: INSTALL };
  for (const command of ['python3', 'python']) {
    const said = await run(command, ['-c', PROBE], { env, timeout: 20_000 }).catch(() => null);
    const [version = '', able] = said?.stdout.trim().split(' ') ?? [];
    const [major, minor] = version.split('.').map(Number);
    if (major !== 3 || minor === undefined || minor < MINOR_NEEDED) continue;
    if (able === 'able') return { command, version };
    fault = { missing: `Python ${version} is here without venv`, hint: 'Install it (Debian, Ubuntu: apt-get install python3-venv).' };
  }
  return fault;
}

/** Rejects with PYTHON_MISSING. */
export async function requirePython(): Promise<Python> {
  const found = await findPython();
  if ('command' in found) return found;
  throw new StartError('PYTHON_MISSING', `The tests against other implementations need Python, and ${found.missing}.`, found.hint);
}
