import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { StartError } from '@vyarna/process';
import { projectFolder } from '../project-folder.ts';
import { echoOf } from './log-line.ts';
import { END_WITH_PARENT, inheritedEnvironment } from './run-program.ts';

export interface RunOnceOptions {
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly signal: AbortSignal;
}

/** Runs a script of the project to its end. Rejects with STEP_FAILED and what it said last. */
export async function runOnce({ script, args, env, logFile, signal }: RunOnceOptions): Promise<void> {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, script, ...args], {
    cwd: projectFolder,
    detached: true,
    env: { ...inheritedEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (output !== '') appendFileSync(logFile, output.endsWith('\n') ? output : `${output}\n`);
  if (code === 0) return;
  const lines = output.trim().split('\n').map(echoOf);
  const said = lines.findLast((line) => line !== null && line !== '') ?? `exit code ${code}`;
  throw new StartError('STEP_FAILED', `\`${[basename(script), ...args].join(' ')}\` failed: ${said}`, `Its output is in ${logFile}.`);
}
