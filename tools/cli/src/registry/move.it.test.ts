import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestRegistry } from './testing/registries.ts';
import { type Ran, runVyarna } from './testing/run-vyarna.ts';

const VYARNA = fileURLToPath(new URL('../../bin/vyarna.js', import.meta.url));
let folder: string;
let source: TestRegistry;
let target: TestRegistry;

const vyarna = (registry: TestRegistry, ...words: readonly string[]): Promise<Ran> =>
  runVyarna(folder, ['registry', ...words], { SCHEMA_REGISTRY_URL: registry.url });

const record = (name: string, ...fields: readonly object[]) => ({ schema: JSON.stringify({ type: 'record', name, fields }) });
const optional = (name: string) => ({ name, type: ['null', 'string'], default: null });

/** A registry with something of everything: ids with holes, references, contexts, deletions, levels, modes, metadata. */
const fill = async (registry: TestRegistry): Promise<void> => {
  const ask = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await registry.ask(method, path, body);
    if (typeof answer === 'object' && answer !== null && 'error_code' in answer) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  };
  const register = (subject: string, body: object) => ask('POST', `/subjects/${encodeURIComponent(subject)}/versions`, body);
  await register('gone', record('Gone'));
  await ask('DELETE', '/subjects/gone');
  await ask('DELETE', '/subjects/gone?permanent=true');
  await register('money', record('Money', { name: 'amount', type: 'string' }));
  await register('order', { ...record('Order', { name: 'total', type: 'Money' }), references: [{ name: 'Money', subject: 'money', version: 1 }] });
  await register('order', {
    ...record('Order', { name: 'total', type: 'Money' }, optional('note')),
    references: [{ name: 'Money', subject: 'money', version: 1 }],
    metadata: { properties: { owner: 'shop' } },
  });
  await ask('PUT', '/config/order', { compatibility: 'FULL_TRANSITIVE', normalize: true });
  await register('odd/name %', record('Odd'));
  await register('odd/name %', record('Odd', optional('a')));
  await register('odd/name %', record('Odd', optional('a'), optional('b')));
  await ask('DELETE', `/subjects/${encodeURIComponent('odd/name %')}/versions/2`);
  await register('left', record('Left'));
  await ask('DELETE', '/subjects/left');
  await register(':.test:order', record('Order'));
  await ask('PUT', `/config/${encodeURIComponent(':.test:')}`, { compatibility: 'NONE' });
  await register('closed', record('Closed'));
  await ask('PUT', '/mode/closed', { mode: 'READONLY' });
  await register('named', record('Named'));
  await register('named', record('Named', optional('a')));
  await ask('DELETE', '/subjects/named/versions/1');
  await ask('PUT', '/config/named', { alias: 'money' });
  await ask('PUT', '/config/to%20come', { normalize: true });
  await ask('PUT', `/mode/${encodeURIComponent(':.later:')}`, { mode: 'READONLY' });
  await ask('PUT', '/config', { compatibility: 'FORWARD' });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vyarna-move-'));
  source = await TestRegistry.start();
  await fill(source);
  expect((await vyarna(source, 'export', 'all.jsonl')).code).toBe(0);
});

afterAll(async () => {
  await source.stop();
  await rm(folder, { recursive: true });
});

const exported = async (registry: TestRegistry): Promise<string> => {
  await vyarna(registry, 'export', 'again.jsonl');
  return readFile(join(folder, 'again.jsonl'), 'utf8');
};
const all = () => readFile(join(folder, 'all.jsonl'), 'utf8');

describe('a whole registry', () => {
  beforeEach(async () => {
    target = await TestRegistry.start();
  });

  afterEach(() => target.stop());

  test('is a file of JSON lines, in which no version comes before one that it refers to', async () => {
    const lines = (await all())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; subject?: string; version?: number; deleted?: true });
    expect(lines[0]).toEqual({ kind: 'registry', format: 'vyarna-registry/1' });
    expect(lines.filter(({ kind }) => kind === 'settings').map(({ subject }) => subject)).toEqual([
      '',
      ':.later:',
      ':.test:',
      'closed',
      'named',
      'order',
      'to come',
    ]);
    expect(lines.find(({ subject }) => subject === 'named')).toMatchObject({ config: { alias: 'money' }, mode: null });
    const versions = lines
      .filter(({ kind }) => kind === 'version')
      .map(({ subject, version, deleted }) => `${subject} ${version}${deleted ? ' deleted' : ''}`);
    expect(versions.toSorted()).toEqual(
      [
        ':.test:order 1',
        'closed 1',
        'left 1 deleted',
        'money 1',
        'named 1 deleted',
        'named 2',
        'odd/name % 1',
        'odd/name % 2 deleted',
        'odd/name % 3',
        'order 1',
        'order 2',
      ].toSorted(),
    );
    expect(versions.indexOf('money 1')).toBeLessThan(versions.indexOf('order 1'));
  });

  test('is the same in another one, ids and all, and is brought there once', async () => {
    const dry = await vyarna(target, 'import', 'all.jsonl', '--dry-run');
    expect(dry).toMatchObject({ code: 0, error: ['vyarna registry import: nothing was sent, as --dry-run asks.'] });
    expect(dry.out).toContain('+ money: version 1, id 2');
    expect(await target.ask('GET', '/subjects')).toEqual([]);

    expect(await vyarna(target, 'import', 'all.jsonl')).toMatchObject({ code: 0, error: ['vyarna registry import: 11 versions imported.'] });
    expect(await exported(target)).toBe(await all());
    expect(await vyarna(target, 'import', 'all.jsonl')).toEqual({ code: 0, out: [`${target.url}: lacks 0 versions of 11`], error: [] });
    // And goes on: the next id is a new one, and who could write can write.
    expect(await target.ask('POST', '/subjects/money2/versions', record('Money2'))).toMatchObject({ version: 1, id: 12 });
  });

  test('comes from another registry by its URL', async () => {
    expect(await vyarna(target, 'import', '--from', source.url)).toMatchObject({ code: 0 });
    expect(await exported(target)).toBe(await all());
  });

  test('that came only in part is completed', async () => {
    const lines = (await all()).trim().split('\n');
    // Aliases are the last that an import sets.
    const part = lines.slice(0, -4).filter((line) => !line.includes('"alias"'));
    await writeFile(join(folder, 'part.jsonl'), part.join('\n'));
    expect((await vyarna(target, 'import', 'part.jsonl')).code).toBe(0);
    // What a killed import leaves: a subject that still takes ids.
    await target.ask('PUT', '/mode/order?force=true', { mode: 'IMPORT' });
    expect(await vyarna(target, 'import', 'all.jsonl')).toMatchObject({ code: 0, error: ['vyarna registry import: 4 versions imported.'] });
    expect(await exported(target)).toBe(await all());
  });

  test('that came only in part before the import was killed is completed, and then takes no ids', async () => {
    const child = await importing('many.jsonl');
    child.kill('SIGKILL');
    expect(await closed(child)).toBe(null);
    // Some subjects still are in the mode in which ids are taken.
    expect(await vyarna(target, 'import', 'many.jsonl')).toMatchObject({ code: 0 });
    expect(await exported(target)).toBe(await readFile(join(folder, 'many.jsonl'), 'utf8'));
  });

  test('does not come where the same numbers mean something else, and then nothing does', async () => {
    await target.ask('POST', '/subjects/money/versions', record('Other'));
    const { code, out, error } = await vyarna(target, 'import', 'all.jsonl');
    expect([code, error]).toEqual([100, [expect.stringMatching(/nothing was imported; .* has 1 thing otherwise under the same numbers\.$/)]]);
    expect(out).toEqual(['conflict: version 1 of money has the id 2, but 1 there']);
    expect(await target.ask('GET', '/subjects')).toEqual(['money']);
  });

  test('does not come through an alias, which would give the versions to another subject', async () => {
    await target.ask('PUT', '/config/named', { alias: 'money' });
    const { code, out } = await vyarna(target, 'import', 'all.jsonl');
    expect([code, out]).toEqual([100, ['conflict: named, which lacks versions, has an alias there; take it away first: DELETE /config/named']]);
    expect(await target.ask('GET', '/subjects')).toEqual([]);
  });

  test('may have ids that another context has for something else', async () => {
    await target.ask('POST', '/subjects/other/versions', record('Other'));
    const lines = (await all())
      .trim()
      .split('\n')
      .filter((line) => line.includes('"registry"') || line.includes(':.test:'));
    await writeFile(join(folder, 'context.jsonl'), lines.join('\n'));
    expect(await vyarna(target, 'import', 'context.jsonl')).toMatchObject({ code: 0, error: ['vyarna registry import: 1 version imported.'] });
    expect(await target.ask('GET', `/subjects/${encodeURIComponent(':.test:order')}/versions/1`)).toMatchObject({ id: 1, version: 1 });
    // But not ids that it has itself for something else.
    await writeFile(
      join(folder, 'context.jsonl'),
      lines.join('\n').replaceAll(':.test:order', ':.test:other').replace('\\"Order\\"', '\\"Another\\"'),
    );
    expect(await vyarna(target, 'import', 'context.jsonl')).toMatchObject({
      code: 100,
      out: ['conflict: id 1, which version 1 of :.test:other has, is that of another schema there'],
    });
  });

  test('that is stopped at Ctrl-C leaves no subject open for ids, and goes on the next time', async () => {
    const child = await importing('many.jsonl');
    child.kill('SIGINT');
    expect(await closed(child)).toBe(1);
    const come = (await target.ask('GET', '/subjects')) as string[];
    expect(await target.ask('GET', `/mode/${come[0]}`)).toMatchObject({ error_code: 40409 });
    expect(await vyarna(target, 'import', 'many.jsonl')).toMatchObject({ code: 0 });
    expect(await exported(target)).toBe(await readFile(join(folder, 'many.jsonl'), 'utf8'));
  });
});

/** An import of many versions that is under way. */
const importing = async (file: string): Promise<ChildProcess> => {
  const versions = Array.from({ length: 400 }, (_, index) => {
    const { schema } = record(`R${index}`);
    return JSON.stringify({ kind: 'version', subject: `s${index % 50}`, version: 1 + Math.floor(index / 50), id: 1000 + index, schema });
  });
  const head = ['{"kind":"registry","format":"vyarna-registry/1"}', '{"kind":"settings","subject":"","config":null,"mode":null}'];
  await writeFile(join(folder, file), `${[...head, ...versions].join('\n')}\n`);
  const child = spawn(process.execPath, [VYARNA, 'registry', 'import', file, '--url', target.url], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  while (((await target.ask('GET', '/subjects')) as string[]).length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  return child;
};

const closed = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', resolve));

test.each([
  ['no dump', 'hello', 'x.jsonl:1: this is no JSON: '],
  [
    'of another format',
    '{"kind":"registry","format":"other"}',
    'x.jsonl:1: the file must begin with {"kind":"registry","format":"vyarna-registry/1"}',
  ],
  [
    'with a line of something else',
    '{"kind":"registry","format":"vyarna-registry/1"}\n{"kind":"version"}',
    'x.jsonl:2: this is neither a version nor settings.',
  ],
  ['empty', '', 'x.jsonl is empty.'],
])('a file that is %s is refused', async (_, text, reason) => {
  await writeFile(join(folder, 'x.jsonl'), text);
  const { code, error } = await vyarna(source, 'import', 'x.jsonl');
  expect([code, error]).toEqual([2, [expect.stringContaining(reason)]]);
});
