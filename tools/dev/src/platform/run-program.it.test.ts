import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../free-port.ts';
import { leftOf, startParent } from '../testing/parent-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { keepRunning } from './keep-running.ts';
import { isReady, type RunOptions, runProgram } from './run-program.ts';

const READY = `
  import { createServer } from 'node:http';
  createServer((_, response) => response.end()).listen(Number(process.env.HEALTH_PORT), '127.0.0.1');
  console.log(JSON.stringify({ level: 'info', message: 'ready' }));
`;

async function program(code: string): Promise<RunOptions & { said: string[] }> {
  const folder = temporaryFolder();
  const entry = join(folder, 'main.ts');
  writeFileSync(entry, code);
  const said: string[] = [];
  return {
    name: 'thing',
    entry,
    env: {},
    logFile: join(folder, 'thing.log'),
    healthPort: await freePort(),
    say: (line) => void said.push(line),
    said,
  };
}

const never = new AbortController().signal;

it('says why a program did not start, once, with its own words', async () => {
  const options = await program(`
    console.log(JSON.stringify({ level: 'fatal', message: 'Port 1 is taken.', hint: 'Choose another.', code: 'PORT_TAKEN' }));
    process.exit(1);
  `);
  await expect(runProgram(options, never)).rejects.toMatchObject({
    code: 'PROGRAM_FAILED',
    message: 'The thing did not start: Port 1 is taken. Choose another. [PORT_TAKEN]',
  });
  expect(options.said).toEqual([]);
});

it('says of an error that nothing caught what it is and where', async () => {
  const options = await program("\nthrow new Error('Nobody expects this.');\n");
  await expect(runProgram(options, never)).rejects.toMatchObject({
    message: expect.stringMatching(/^The thing did not start: Error: Nobody expects this\. \(.*main\.ts:2\)$/),
  });
});

it('starts a killed program again and says so, until it is stopped', async () => {
  const options = await program(READY);
  const kept = await keepRunning({ name: 'thing', say: options.say, firstPauseMs: 10, start: (signal) => runProgram(options, signal) });
  onTestFinished(() => kept.stop());
  const first = kept.current.pid;
  process.kill(first, 'SIGKILL');
  await expect.poll(() => kept.current.pid, { timeout: 10_000 }).not.toBe(first);
  expect(options.said).toEqual(['The thing ended (SIGKILL); starting it again.', 'The thing runs again.']);
  const second = kept.current.pid;
  await kept.stop();
  expect(await leftOf([first, second], 0)).toEqual([]);
  expect(readFileSync(options.logFile, 'utf8')).toBe('{"level":"info","message":"ready"}\n'.repeat(2));

  await kept.start();
  expect(await isReady(options.healthPort)).toBe(true);
});

it('lets a program be replaced by one that starts beside it, and keeps the old one when that does not start', async () => {
  const options = await program(READY);
  const start = async (entry: string) => {
    const healthPort = await freePort();
    return (signal: AbortSignal) => runProgram({ ...options, entry, healthPort }, signal);
  };
  const broken = (await program('process.exit(3);')).entry;
  const kept = await keepRunning({ name: 'thing', say: options.say, firstPauseMs: 10, start: await start(options.entry) });
  onTestFinished(() => kept.stop());
  const first = kept.current;
  await expect(kept.replace(await start(broken))).rejects.toMatchObject({ code: 'PROGRAM_FAILED' });
  expect(kept.current.pid).toBe(first.pid);
  expect(await isReady(first.healthPort)).toBe(true);

  const replaced = kept.replace(await start(options.entry));
  while (kept.current.pid === first.pid) {
    // There is always one that answers; the one that was asked may have been replaced meanwhile.
    const { healthPort } = kept.current;
    expect((await isReady(healthPort, undefined, 100)) || kept.current.healthPort !== healthPort).toBe(true);
    await sleep(5);
  }
  await replaced;
  const second = kept.current;
  expect(await leftOf([first.pid], 0)).toEqual([]);
  expect(options.said).toEqual([]);

  process.kill(second.pid, 'SIGKILL');
  await expect.poll(() => kept.current.pid, { timeout: 10_000 }).not.toBe(second.pid);
  expect(options.said).toEqual(['The thing ended (SIGKILL); starting it again.', 'The thing runs again.']);
  await kept.stop();
  expect(await leftOf([second.pid, kept.current.pid], 0)).toEqual([]);
});

it('ends one of which there cannot be two before it is replaced, and starts it again when the new one does not start', async () => {
  const options = await program(READY);
  const start = (entry: string) => (signal: AbortSignal) => runProgram({ ...options, entry }, signal);
  const broken = (await program('process.exit(3);')).entry;
  const kept = await keepRunning({ name: 'thing', say: options.say, exclusive: true, start: start(options.entry) });
  onTestFinished(() => kept.stop());
  const first = kept.current.pid;
  await kept.replace(start(options.entry));
  const second = kept.current.pid;
  expect(await leftOf([first], 0)).toEqual([]);
  await expect(kept.replace(start(broken))).rejects.toMatchObject({ code: 'PROGRAM_FAILED' });
  expect([first, second]).not.toContain(kept.current.pid);
  expect(await isReady(options.healthPort)).toBe(true);
});

it('ends a replacement that is under way with a stop', async () => {
  const options = await program(READY);
  const kept = await keepRunning({ name: 'thing', say: options.say, start: (signal) => runProgram(options, signal) });
  const never = (await program('setInterval(() => undefined, 1000);')).entry;
  const healthPort = await freePort();
  const replaced = kept.replace((signal) => runProgram({ ...options, entry: never, healthPort }, signal)).catch((error: unknown) => error);
  await sleep(300);
  const { pid } = kept.current;
  await kept.stop();
  expect(await replaced).toMatchObject({ name: 'AbortError' });
  expect(await leftOf([pid], 0)).toEqual([]);
});

it('ends a program that is halted or does not heed SIGTERM', async () => {
  const options = await program(`${READY} process.on('SIGTERM', () => undefined);`);
  const running = await runProgram(options, never);
  process.kill(running.pid, 'SIGSTOP');
  await running.stop();
  expect(await leftOf([running.pid], 0)).toEqual([]);
});

it('gives a start up when it is told to', async () => {
  const options = await program('setInterval(() => undefined, 1000);');
  const stop = new AbortController();
  const starting = runProgram(options, stop.signal);
  await sleep(300);
  stop.abort(new Error('enough'));
  await expect(starting).rejects.toThrow('enough');
});

it('ends with the platform, though that is killed', async () => {
  const { said: _, say: __, ...options } = await program(READY);
  const parent = await startParent(`
    import { runProgram } from '${join(import.meta.dirname, 'run-program.ts')}';
    const options = { ...${JSON.stringify(options)}, say: console.error };
    const running = await runProgram(options, new AbortController().signal);
    console.log(JSON.stringify([running.pid]));
  `);
  await parent.kill9();
  expect(await leftOf(parent.told)).toEqual([]);
});
