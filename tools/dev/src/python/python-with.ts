import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@vyarna/process';
import { requirePython } from './python.ts';

const run = promisify(execFile);

/** Each is a file of `requirements/`: the package and all it needs, pinned by version and SHA-256. */
export type PythonPackage = 'avro' | 'confluent-kafka' | 'fastavro';

const requirementsOf = (name: PythonPackage): string => join(import.meta.dirname, 'requirements', `${name}.txt`);

/**
 * The path of a Python that has these packages, in an environment below `folder` that is made at the first call and kept: one for each
 * set of pins and each version of the machine's Python. Rejects with PYTHON_MISSING or PYTHON_INSTALL_FAILED.
 */
export function pythonWith(packages: readonly PythonPackage[], folder: string, say: (line: string) => void): Promise<string> {
  return pythonOf(packages.map(requirementsOf), folder, say);
}

/** As `pythonWith`, from requirement files. */
export async function pythonOf(requirements: readonly string[], folder: string, say: (line: string) => void): Promise<string> {
  const python = await requirePython();
  const texts = await Promise.all(requirements.toSorted().map((file) => readFile(file, 'utf8')));
  const key = createHash('sha256')
    .update(JSON.stringify([python.version, texts]))
    .digest('hex')
    .slice(0, 16);
  const whole = join(folder, key);
  const interpreter = join(whole, 'bin/python');
  if (existsSync(whole)) return interpreter;

  const names = texts.flatMap((text) => text.match(/^[\w.-]+==[\w.]+/gm) ?? []).join(', ');
  say(`Installing ${names} for Python ${python.version} into ${whole}.`);
  const half = `${whole}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await run(python.command, ['-m', 'venv', half]);
    const files = requirements.flatMap((file) => ['-r', file]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--require-hashes', '--only-binary', ':all:'];
    await run(join(half, 'bin/python'), [...pip, ...files]);
    // Another process may have made the same one meanwhile; then that one serves.
    await rename(half, whole).catch((error: unknown) => {
      if (!existsSync(whole)) throw error;
    });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const reason = (stderr.match(/^ERROR: .*$/gm)?.at(-1) ?? stderr.trim().split('\n').at(-1)) || message;
    const hint = "Check the network, and the package index that pip's settings name (pip config list).";
    throw new StartError('PYTHON_INSTALL_FAILED', `pip could not install ${names}: ${reason}`, hint, { cause: error });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return interpreter;
}
