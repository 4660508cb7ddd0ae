import { StartError } from '@vyarna/process';
import { freePorts } from '../free-port.ts';
import { logFile } from './data-folder.ts';
import { keepRunning } from './keep-running.ts';
import type { Parts } from './parts.ts';
import type { PlatformProcess } from './platform.ts';
import { programEnvironment, type Surroundings } from './program-environment.ts';
import { type ProgramName, planOf } from './programs.ts';
import { isReady, runProgram } from './run-program.ts';

export interface ProcessOptions {
  readonly program: ProgramName;
  /** For people and the log file: `flow-manager`, `flow-manager-2`. */
  readonly name: string;
  readonly dataDir: string;
  readonly around: Surroundings;
  readonly parts: Parts;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Where it takes calls; any free port when left out. */
  readonly port?: number | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** Starts one program and keeps it running; resolves when it is ready. */
export async function startProcess(options: ProcessOptions): Promise<PlatformProcess> {
  const { program, name, dataDir, around, parts, say, signal, environment } = options;
  const { entry, rank } = planOf(program);
  const [healthPort = 0, freePort = 0] = await freePorts(2);
  const port = program === 'registry' || program === 'gateway' ? (options.port ?? freePort) : null;
  const file = logFile(dataDir, name);
  const env = { ...programEnvironment(program, around, port), ...environment };
  const kept = await keepRunning({
    name,
    say,
    signal,
    start: (stopped) => runProgram({ name, entry, env, logFile: file, healthPort, say }, stopped),
  });
  parts.add({ name, rank, stop: () => kept.stop() });
  return {
    name,
    get pid() {
      return kept.current.pid;
    },
    healthUrl: `http://127.0.0.1:${healthPort}`,
    url: port === null ? null : `http://127.0.0.1:${port}`,
    logFile: file,
    async ready() {
      if (!(await isReady(healthPort))) throw new StartError('NOT_READY', `The ${name} is not ready.`, `Its log is ${file}.`);
    },
    stop: () => kept.stop(),
    start: () => kept.start(),
  };
}
