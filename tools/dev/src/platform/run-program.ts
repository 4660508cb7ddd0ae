import { spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '@vyarna/process';
import { projectFolder } from '../project-folder.ts';
import type { Running } from './keep-running.ts';
import { lastWordsOf } from './last-words.ts';
import { openLog } from './log-file.ts';
import { echoOf } from './log-line.ts';

const STOP_WITHIN_MS = 5000;
const READY_WITHIN_MS = 30_000;
/** The same line again within this time is only in the log. */
const REPEATED_AFTER_MS = 10_000;
/** More lines than Node prints of an error that nothing caught. */
const REMEMBERED = 100;
export const END_WITH_PARENT = join(import.meta.dirname, 'end-with-parent.ts');

export interface RunOptions {
  /** For people, such as `gateway`. */
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Where its health answers; HEALTH_PORT of its environment. */
  readonly healthPort: number;
  readonly say: (line: string) => void;
}

export interface RunningProgram extends Running {
  readonly pid: number;
  readonly healthPort: number;
}

/**
 * Starts a program with this process's Node and resolves when it is ready. Its lines go to the log file, warnings and errors
 * to `say` too. Rejects with PROGRAM_FAILED, and leaves nothing behind, when it ends or is not ready in 30 s, or on `signal`.
 */
export async function runProgram(options: RunOptions, signal: AbortSignal): Promise<RunningProgram> {
  const { name, entry, env, logFile, healthPort, say } = options;
  const log = openLog(logFile);
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, entry], {
    cwd: projectFolder,
    // Its own process group: Ctrl-C reaches only the platform, which stops its parts in order.
    detached: true,
    env: { ...inheritedEnvironment(), ...env, HEALTH_PORT: String(healthPort) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  let lastSaidAt = 0;
  let isRunning = false;
  let isStopping = false;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      writeSync(log, `${line}\n`);
      const echo = echoOf(line);
      if (echo === null || echo === '') return;
      const isRepeated = echo === said.at(-1) && Date.now() - lastSaidAt < REPEATED_AFTER_MS;
      if (!isRepeated) lastSaidAt = Date.now();
      said.push(echo);
      if (said.length > REMEMBERED) said.shift();
      // Why a start failed is said once, by the error; what a stop brings down is no news.
      if (!isStopping && !isRepeated && (isRunning || echo.startsWith('warn:'))) say(`${name}: ${echo}`);
    });
  }
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // `close`, not `exit`: by then everything it said has been read.
    child.once('close', (code, by) => resolve(by === null ? `exit code ${code}` : by));
  }).finally(() => closeSync(log));
  child.stdin.on('error', () => undefined);

  const stop = async (): Promise<void> => {
    isStopping = true;
    child.kill('SIGTERM');
    // One that is halted (SIGSTOP) would never see it.
    child.kill('SIGCONT');
    const patience = AbortSignal.timeout(STOP_WITHIN_MS);
    patience.addEventListener('abort', () => child.kill('SIGKILL'));
    await exited;
  };

  const ended = exited.then((how) => ({ how }));
  // Nobody asks on for one that has ended: that would keep this process for as long.
  const over = new AbortController();
  const outcome = await Promise.race([ended, isReady(healthPort, AbortSignal.any([signal, over.signal]))]);
  over.abort();
  if (outcome === true) {
    isRunning = true;
    return { pid: child.pid ?? 0, healthPort, exited, stop };
  }
  await stop();
  signal.throwIfAborted();
  const why = outcome === false ? `it was not ready within ${READY_WITHIN_MS / 1000} s` : outcome.how;
  throw new StartError('PROGRAM_FAILED', `The ${name} did not start: ${lastWordsOf(said, projectFolder) || why}`, `Its log is ${logFile}.`);
}

/** True when the program with this health port is ready, false when the time is over or the signal given. */
export async function isReady(port: number, signal?: AbortSignal, withinMs = READY_WITHIN_MS): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (Date.now() < end && signal?.aborted !== true) {
    const status = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.text().then(() => response.status),
      () => 0,
    );
    if (status === 200) return true;
    await sleep(50);
  }
  return false;
}

/** Nothing of the person's own environment that a program would take for its configuration. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'LOG_LEVEL'];
  const own = Object.fromEntries(passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return { ...own, NODE_COMPILE_CACHE: join(projectFolder, '.vyarna/cache/node') };
}
