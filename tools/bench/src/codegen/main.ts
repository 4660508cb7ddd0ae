/** `make bench-codegen`: what `vyarna generate` and `vyarna check` cost on made contract sets, beside another generator in the same run. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '../contract-sets/write-files.ts';
import { commitAll } from './commit-all.ts';
import { timeEdits } from './edits.ts';
import { type Program, run, type Spread, spreadOf, usageOf } from './measure.ts';
import { findRival, rivalProgram } from './rival.ts';
import { setAside } from './set-aside.ts';
import { type Sets, writeSets } from './sets.ts';

const SIZES = (process.env['BENCH_SIZES'] ?? '10,100,500,2000').split(',').map(Number);
const RUNS = Number(process.env['BENCH_RUNS'] ?? 7);
const BIN = fileURLToPath(new URL('../../../cli/bin/vyarna.js', import.meta.url));

const caches = mkdtempSync(join(tmpdir(), 'vyarna-bench-caches-'));
const warmCache = { NODE_COMPILE_CACHE: join(caches, 'warm') };

const vyarna = (cwd: string, words: readonly string[], environment: Program['environment'] = warmCache): Program => ({
  file: BIN,
  words,
  cwd,
  environment,
});

const succeed = async (program: Program): Promise<number> => {
  const { wall, code, output } = await run(program);
  if (code !== 0) throw new Error(`${program.words.join(' ')} ended with ${code}: ${output.slice(0, 2000)}`);
  return wall;
};

const times = async (count: number, once: (index: number) => Promise<number>): Promise<Spread> => {
  await once(-1);
  const walls: number[] = [];
  for (let index = 0; index < count; index += 1) walls.push(await once(index));
  return spreadOf(walls);
};

/** Without output and, as the folder has never had that name, without a note of an earlier run. */
const cold = async (folder: string, index: number, environment: Program['environment'], words: readonly string[] = ['generate']): Promise<number> => {
  setAside(join(folder, 'generated'));
  const fresh = `${folder}.${process.pid}.${index}`;
  renameSync(folder, fresh);
  try {
    return await succeed(vyarna(fresh, words, environment));
  } finally {
    renameSync(fresh, folder);
  }
};

/** What writing the same files costs here, whoever makes them. */
const writeAlone = (folder: string): number => {
  const generated = join(folder, 'generated');
  const entries = readdirSync(generated, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = new Map(
    entries.map((entry) => [
      join(entry.parentPath, entry.name).slice(generated.length + 1),
      readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    ]),
  );
  const target = join(folder, 'copy');
  const started = performance.now();
  writeFiles(target, texts);
  const took = performance.now() - started;
  setAside(target);
  return took;
};

/** A size's rows, from top to bottom. */
const measure = async (
  { size, house, released, oneDocument, json }: Sets,
  rival: ReturnType<typeof findRival>,
): Promise<readonly (readonly [string, string])[]> => {
  const runs = size > 500 ? Math.min(RUNS, 3) : RUNS;
  const rows: [string, string][] = [];
  const row = (name: string, value: string): void => void rows.push([name, value]);
  const emptyCache = (index: number) => ({ NODE_COMPILE_CACHE: join(caches, `empty-${size}-${index}`) });
  row('generate, nothing there, Node has compiled nothing', ms(await times(runs, (index) => cold(house, index, emptyCache(index)))));
  row('generate, nothing there', ms(await times(runs, (index) => cold(house, index, warmCache))));
  await succeed(vyarna(house, ['generate']));
  row('  of that, writing the files', ms(await times(runs, async () => writeAlone(house))));
  row('generate, nothing changed', ms(await times(runs, () => succeed(vyarna(house, ['generate'])))));
  row(
    'one edit of a schema under watch',
    ms(await timeEdits(house, 'contracts/shipping/schemas/create-parcel.avsc', 'What shipping.parcel.create.v1 says')),
  );
  row('one edit of a document under watch', ms(await timeEdits(house, 'contracts/shipping/asyncapi.yaml', 'Creates one parcel')));
  const check = (folder: string): Program => vyarna(folder, ['check', '--no-parser']);
  const timeCheck = async (folder: string): Promise<string> => ms(await times(runs, async () => (await run(check(folder))).wall));
  row('check, without the AsyncAPI parser', await timeCheck(house));
  const usageOfCheck = await usageOf(check(house));
  row('  its processor time', usageOfCheck.cpu.toFixed(0));
  row('  its peak memory', mb(usageOfCheck.peak));
  await succeed(vyarna(released, ['release']));
  commitAll(released);
  row('  of what is released, in a git repository', await timeCheck(released));
  row('  of one document with all schemas inside', await timeCheck(oneDocument));
  setAside(join(house, 'generated'));
  const usage = await usageOf(vyarna(house, ['generate']));
  row('processor time of generate, nothing there', usage.cpu.toFixed(0));
  row('peak memory of generate, nothing there', mb(usage.peak));
  row('generate, one document with all schemas inside', ms(await times(runs, (index) => cold(oneDocument, index, warmCache))));
  if ('bin' in rival) {
    const program = rivalProgram(rival.bin, json);
    const once = (): Promise<number> => {
      setAside(join(json, 'out'));
      return succeed(program);
    };
    row('The Codegen Project, nothing there', ms(await times(Math.min(runs, 3), once)));
    row('The Codegen Project, nothing changed', ms(await times(Math.min(runs, 3), () => succeed(program))));
    setAside(join(json, 'out'));
    const theirs = await usageOf(program);
    row('processor time of The Codegen Project, nothing there', theirs.cpu.toFixed(0));
    row('peak memory of The Codegen Project, nothing there', mb(theirs.peak));
  }
  return rows;
};

const ms = ({ median, least, most }: Spread): string => `${median.toFixed(0)} (${least.toFixed(0)}-${most.toFixed(0)})`;
const mb = (megabytes: number): string => `${megabytes.toFixed(0)} MB`;

const say = (line: string): void => console.log(line);

mkdirSync(caches, { recursive: true });
const rival = findRival();
const all = SIZES.map(writeSets);
const columns: (readonly (readonly [string, string])[])[] = [];
try {
  for (const sets of all) columns.push(await measure(sets, rival));
} finally {
  for (const { house } of all) rmSync(dirname(house), { recursive: true, force: true });
  rmSync(caches, { recursive: true, force: true });
}

const width = 18;
say(`Milliseconds from start to end: median (least-most) of ${RUNS} runs, of 3 above 500 messages and for The Codegen Project`);
say(`${'messages'.padEnd(52)}${SIZES.map((size) => String(size).padStart(width)).join('')}`);
for (const [index, [name]] of (columns[0] ?? []).entries()) {
  say(`${name.padEnd(52)}${columns.map((column) => (column[index]?.[1] ?? '').padStart(width)).join('')}`);
}
say(
  'A message is a Message Object with ten fields: a fifth each are requests to create, requests to read, replies, events and states, on six channels',
);
say(
  'for each five, with a flow and two routes. Named types that messages share are not counted. The Codegen Project has a channel for each message.',
);
if ('missing' in rival) say(`The Codegen Project is left out: ${rival.missing}.`);
