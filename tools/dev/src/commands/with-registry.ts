import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '@vyarna/process';
import pg from 'pg';
import { freePorts } from '../free-port.ts';
import { planOf } from '../platform/programs.ts';
import { runProgram } from '../platform/run-program.ts';
import { startTestPostgres } from '../testing/servers.ts';

const ROLE = 'registry';

/**
 * Runs a command beside a schema registry on an empty database of its own, whose URL it finds in SCHEMA_REGISTRY_URL, and gives the
 * command's exit code. Registry and database end with it, however it ends.
 */
export async function withRegistry(command: readonly string[], say: (line: string) => void): Promise<number> {
  const [program, ...args] = command;
  if (program === undefined) throw new StartError('USAGE', 'Which command?', 'Use: node tools/dev/src/main.ts with-registry COMMAND [ARGUMENT ...]');
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => asked.abort());
  const logs = await mkdtemp(join(tmpdir(), 'vyarna-registry-'));
  const postgres = await startTestPostgres();
  try {
    const password = randomBytes(16).toString('hex');
    await createRole(postgres.url(), password);
    const [port = 0, healthPort = 0] = await freePorts(2);
    const databases = { DATABASE_URL: postgres.url(ROLE, password), MIGRATION_DATABASE_URL: postgres.url() };
    const env = { ...databases, HOST: '127.0.0.1', PORT: String(port) };
    const options = { name: 'registry', entry: planOf('registry').entry, env, logFile: join(logs, 'registry.log'), healthPort, say };
    const registry = await runProgram(options, asked.signal);
    try {
      return await run(program, args, `http://127.0.0.1:${port}`, asked.signal);
    } finally {
      await registry.stop();
    }
  } finally {
    await postgres.stop();
    await rm(logs, { recursive: true, force: true });
  }
}

async function createRole(url: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create role ${ROLE} login password '${password}'`);
  } finally {
    await client.end();
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
