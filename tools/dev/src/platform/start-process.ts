import { StartError } from '@vyarna/process';
import { freePort, freePorts } from '../free-port.ts';
import { logFile } from './data-folder.ts';
import { keepRunning, type Start } from './keep-running.ts';
import type { Parts } from './parts.ts';
import type { PlatformProcess } from './platform.ts';
import { programEnvironment, type Surroundings } from './program-environment.ts';
import { type ProgramName, planOf } from './programs.ts';
import { isReady, type RunningProgram, runProgram } from './run-program.ts';

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
  const [firstHealthPort = 0, anyPort = 0] = await freePorts(2);
  const port = program === 'registry' || program === 'gateway' ? (options.port ?? anyPort) : null;
  const file = logFile(dataDir, name);
  /** As the surroundings are now. */
  const plan = (): Start<RunningProgram> => {
    const env = { ...programEnvironment(program, around, port), ...environment };
    // One that is replaced holds its port until the other is ready.
    return async (stopped) => runProgram({ name, entry, env, logFile: file, healthPort: await freePort(firstHealthPort), say }, stopped);
  };
  // Where it takes calls there is room for one.
  const kept = await keepRunning({ name, say, signal, exclusive: port !== null, start: plan() });
  parts.add({ name, rank, stop: () => kept.stop() });
  return {
    program,
    name,
    get pid() {
      return kept.current.pid;
    },
    get healthUrl() {
      return `http://127.0.0.1:${kept.current.healthPort}`;
    },
    url: port === null ? null : `http://127.0.0.1:${port}`,
    logFile: file,
    async ready() {
      if (!(await isReady(kept.current.healthPort))) throw new StartError('NOT_READY', `The ${name} is not ready.`, `Its log is ${file}.`);
    },
    stop: () => kept.stop(),
    start: () => kept.start(),
    replace: () => kept.replace(plan()),
  };
}
