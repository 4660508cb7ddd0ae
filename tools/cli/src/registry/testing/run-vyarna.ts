import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const VYARNA = fileURLToPath(new URL('../../../bin/vyarna.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  /** Lines. */
  readonly out: readonly string[];
  readonly error: readonly string[];
}

/** Runs the command as a process in a folder, with no variables but these. */
export const runVyarna = async (cwd: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> => {
  const child = spawn(process.execPath, [VYARNA, ...words], { cwd, env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', error: '' };
  child.stdout.on('data', (bytes) => {
    texts.out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    texts.error += bytes;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out: linesOf(texts.out), error: linesOf(texts.error) };
};

const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1);

export interface Served {
  readonly url: string;
  readonly said: () => readonly string[];
  /** As Ctrl-C does. Gives the exit code. */
  stop(): Promise<number | null>;
}

/** Runs `vyarna registry serve` until it is stopped. */
export const serveRegistry = async (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Served> => {
  const child = spawn(process.execPath, [VYARNA, 'registry', 'serve', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], ...env },
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      text += bytes;
      const found = /listens at (\S+?),/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`it ended with ${code}`)));
  });
  return {
    url,
    said: () => linesOf(text),
    stop: () => {
      child.kill('SIGINT');
      return closed;
    },
  };
};
