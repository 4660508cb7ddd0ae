import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';

const PROGRAM = new URL('./index.ts', import.meta.url).href;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Line {
  readonly level: string;
  readonly message: string;
  readonly code?: string;
  readonly hint?: string;
  readonly url?: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly lines: Line[];
  readonly errors: string[];
  readonly exit: Promise<number | null>;
  said(message: string): Promise<Line>;
}

/** Runs `body` as the start of a program in a process of its own. */
function run(body: string, environment: Record<string, string> = {}, command = [process.execPath]): Running {
  const script = `import { openDatabase, runProgram, serveHttp, StartError } from ${JSON.stringify(PROGRAM)};
    await runProgram('probe', async (program) => { ${body} });`;
  const [executable = '', ...options] = command;
  const child = spawn(executable, [...options, '--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: Line[] = [];
  const errors: string[] = [];
  let rest = '';
  child.stdout?.on('data', (bytes) => {
    const parts = `${rest}${bytes}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line)));
  });
  child.stderr?.on('data', (bytes) => errors.push(String(bytes)));
  return {
    child,
    lines,
    errors,
    exit: new Promise((resolve) => child.once('close', resolve)),
    said: (message) =>
      vi.waitFor(
        () => {
          const line = lines.find((candidate) => candidate.message === message);
          if (line === undefined) throw new Error(`'${message}' is not among ${JSON.stringify(lines)} ${errors.join('')}`);
          return line;
        },
        { timeout: 10_000 },
      ),
  };
}

describe('a program that cannot start', () => {
  test('exits 1 with one line that says what, where and the next step when a dependency is never there', async () => {
    const program = run(
      `const database = openDatabase({ url: 'postgres://operator:s3cret@127.0.0.1:1/x', schema: 's', logger: program.logger });
       await program.dependency('PostgreSQL', database.check, 'Start PostgreSQL or set DATABASE_URL.');`,
      { START_TIMEOUT_MS: '600' },
    );
    expect(await program.exit).toBe(1);
    expect(program.lines).toEqual([
      {
        level: 'fatal',
        time: expect.any(String),
        service: 'probe',
        code: 'DEPENDENCY_UNAVAILABLE',
        hint: 'Start PostgreSQL or set DATABASE_URL.',
        message: 'PostgreSQL did not answer within 0.6 s: connect ECONNREFUSED 127.0.0.1:1',
      },
    ]);
    expect(program.errors).toEqual([]);
  });

  test('is unready, and says so, for the 10 s that it tries', async () => {
    const begun = Date.now();
    const program = run(`await program.dependency('bus', () => Promise.reject(new Error('away')), 'Start the bus.');`, { HEALTH_PORT: '0' });
    const { url } = await program.said('answering probes');
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'unready', checks: { program: 'starting' } }]);
    expect((await fetch(`${url}/live`)).status).toBe(200);
    expect(await program.exit).toBe(1);
    expect(Date.now() - begun).toBeGreaterThan(9_000);
    expect(Date.now() - begun).toBeLessThan(12_000);
    expect(program.lines.map(({ message }) => message)).toEqual([
      'answering probes',
      'waiting for bus, at most 10 s',
      'bus did not answer within 10 s: away',
    ]);
  });

  test('names the port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const program = run(`await serveHttp({ fetch: () => new Response(), host: '127.0.0.1', port: program.env.port('PORT') });`, {
      PORT: String(port),
    });
    expect(await program.exit).toBe(1);
    expect(program.lines).toMatchObject([
      {
        level: 'fatal',
        code: 'PORT_TAKEN',
        message: `another process already listens on 127.0.0.1:${port}`,
        hint: `Stop it (find it with: lsof -i :${port}) or set PORT to another port.`,
      },
    ]);
    holder.close();
  });

  test.each([
    ['a missing variable', '', `program.env.string('DATABASE_URL')`, 'VARIABLE_MISSING'],
    ['an unknown log level', 'loud', '', 'VARIABLE_INVALID'],
    ['an error in start', '', `throw new TypeError('no such thing')`, 'UNEXPECTED'],
    ['a rejection nobody handles', '', `Promise.reject(new Error('lost')); await new Promise((resolve) => setTimeout(resolve, 500));`, 'UNEXPECTED'],
    [
      'an exception nobody catches',
      '',
      `setTimeout(() => { throw new Error('lost'); }); await new Promise((resolve) => setTimeout(resolve, 500));`,
      'UNEXPECTED',
    ],
  ])('exits 1 with one line for %s', async (_, level, body, code) => {
    const program = run(body, { LOG_LEVEL: level });
    expect(await program.exit).toBe(1);
    expect(program.lines).toMatchObject([{ level: 'fatal', code }]);
    expect(program.errors).toEqual([]);
  });
});

describe('a running program', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('stops on %s in reverse order, a second signal changing nothing, and exits 0', async (signal) => {
    const program = run(`
      program.onStop('first in', async () => program.logger.info('first in'));
      program.onStop('slow', () => new Promise((resolve) => setTimeout(resolve, 200)));
      program.onStop('last in', async () => program.logger.info({ aborted: program.signal.aborted }, 'last in'));`);
    await program.said('ready');
    program.child.kill(signal);
    await program.said('last in');
    program.child.kill(signal);
    expect(await program.exit).toBe(0);
    expect(program.lines.map(({ message }) => message)).toEqual(['ready', 'stopping', 'last in', 'first in', 'stopped']);
    expect(program.lines[2]).toMatchObject({ aborted: true });
  });

  test('stops cleanly while it still waits for a dependency', async () => {
    const program = run(`program.logger.info('waiting'); await program.dependency('bus', () => Promise.reject(new Error('away')), '');`);
    await program.said('waiting');
    program.child.kill('SIGTERM');
    expect(await program.exit).toBe(0);
    expect(program.lines.map(({ message }) => message)).toEqual(['waiting', 'stopping', 'stopped']);
  });

  test('stops when its parent lets go of the pipe, and only if asked to watch it', async () => {
    const watching = run('', { VYARNA_PARENT_PIPE: '1' });
    const other = run('');
    await Promise.all([watching.said('ready'), other.said('ready')]);
    watching.child.stdin?.end();
    other.child.stdin?.end();
    expect(await watching.exit).toBe(0);
    expect(watching.lines.at(-2)).toMatchObject({ message: 'stopping', reason: 'parent gone' });
    expect(other.child.exitCode).toBe(null);
  });

  test('does not outlive a parent that was killed, with nobody left to read what it says', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { spawn } from 'node:child_process';
         const child = spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(`import { runProgram } from '${PROGRAM}'; await runProgram('probe', async () => {});`)}],
           { stdio: ['pipe', 'pipe', 'inherit'], env: { VYARNA_PARENT_PIPE: '1' } });
         child.stdout.once('data', () => process.stdout.write(String(child.pid)));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(parent);
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (bytes) => resolve(Number(bytes))));
    process.kill(pid, 0);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5_000 });
  });

  test('turns unready when a dependency is lost and ready when it is back, without exiting', async () => {
    const program = run(
      `let away = false;
       process.on('SIGUSR2', () => { away = !away; });
       program.readiness('bus', async () => { if (away) throw new Error('away'); });`,
      { HEALTH_PORT: '0' },
    );
    const { url } = await program.said('answering probes');
    await program.said('ready');
    const probe = async () => (await fetch(`${url}/ready`)).status;
    expect(await probe()).toBe(200);
    program.child.kill('SIGUSR2');
    await vi.waitFor(async () => expect(await probe()).toBe(503), { timeout: 3_000, interval: 100 });
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { program: 'probe', status: 'unready', checks: { bus: 'away' } }]);
    program.child.kill('SIGUSR2');
    await vi.waitFor(async () => expect(await probe()).toBe(200), { timeout: 3_000, interval: 100 });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total');
    expect(program.child.exitCode).toBe(null);
  });
});
