import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findPython } from './python.ts';

/** A PATH on which python3 answers the probe so. */
function pythonSaying(answer: string, name = 'python3'): { PATH: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(folder, name), 0o755);
  return { PATH: folder };
}

it('finds a Python 3.11 or newer that can make environments, by either name', async () => {
  expect(await findPython(pythonSaying('3.11.7 able'))).toEqual({ command: 'python3', version: '3.11.7' });
  expect(await findPython(pythonSaying('3.14.0 able', 'python'))).toEqual({ command: 'python', version: '3.14.0' });
});

it('does not take an old one, nor none, and says what to install', async () => {
  for (const env of [pythonSaying('3.10.12 able'), pythonSaying('2.7.18 able', 'python'), { PATH: '' }]) {
    expect(await findPython(env)).toEqual({
      missing: 'there is no Python 3.11',
      hint: expect.stringContaining('apt-get install python3 python3-venv'),
    });
  }
});

it('tells a Python without venv, as Debian ships it, from none', async () => {
  expect(await findPython(pythonSaying('3.11.2 unable'))).toEqual({
    missing: 'Python 3.11.2 is here without venv',
    hint: 'Install it (Debian, Ubuntu: apt-get install python3-venv).',
  });
});
