import { spawn } from 'node:child_process';
import { StartError } from '@vyarna/process';
import { startOwnRegistry } from '../registry/own-registry.ts';

/**
 * Runs a command beside a schema registry on an empty database of its own, whose URL it finds in SCHEMA_REGISTRY_URL, and gives the
 * command's exit code. Registry and database end with it, however it ends.
 */
export async function withRegistry(command: readonly string[], say: (line: string) => void): Promise<number> {
  const [program, ...args] = command;
  if (program === undefined) throw new StartError('USAGE', 'Which command?', 'Use: node tools/dev/src/main.ts with-registry COMMAND [ARGUMENT ...]');
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => asked.abort());
  const registry = await startOwnRegistry({ database: 'temporary', say, signal: asked.signal });
  try {
    return await run(program, args, registry.url, asked.signal);
  } finally {
    await registry.stop();
  }
}

function run(program: string, args: readonly string[], url: string, signal: AbortSignal): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, SCHEMA_REGISTRY_URL: url } });
  signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StartError('COMMAND_FAILED', `${program} does not start: ${error.message}.`, 'Is it installed?')));
    child.once('close', (code, by) => resolve(by === null ? (code ?? 1) : 1));
  });
}
