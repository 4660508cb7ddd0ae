import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { type Files, writeRepository } from '@vyarna/loader/testing';
import { afterAll, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/vyarna.js');
const cleanups: (() => void)[] = [];
afterAll(() => cleanups.forEach((cleanup) => void cleanup()));

const schema = (...fields: readonly object[]): string => JSON.stringify({ type: 'record', name: 'Order', namespace: 'shop', fields });
const id = { name: 'id', type: 'long' };
const note = { name: 'note', type: 'string', default: '' };
const money = (scale: number) => ({ name: 'sum', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale }, default: '\u0000' });

const files: Files = {
  'v1.avsc': schema(id, note),
  'v2.avsc': schema(id),
  'v3.avsc': schema(id, { name: 'note', type: 'int', default: 0 }),
  'required.avsc': schema(id, { name: 'note', type: 'string' }),
  'cents.avsc': schema(money(2)),
  'mills.avsc': schema(money(3)),
  'renamed.avsc': schema({ name: 'key', type: 'long', aliases: ['id'] }),
  'two.avsc': schema({ name: 'note', type: 'string', aliases: ['id'] }),
  'both.avsc': schema({ name: 'note', type: 'string' }, { name: 'id', type: 'string' }),
  'broken.avsc': '{ "type": "record",\n  "name": "Order", "fields": [{ "name": "id", "type": "lnog" }] }',
};

const root = (extra: Files = {}): string => {
  const { root: folder, remove } = writeRepository({ ...files, ...extra });
  cleanups.push(remove);
  return folder;
};

const compat = (cwd: string, words: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'compat', ...words], { cwd, encoding: 'utf8', input });
  return { status, stdout: stdout.split('\n').slice(0, -1), stderr };
};

describe('vyarna compat', { timeout: 60_000 }, () => {
  test('says that a reader reads what a writer wrote', () => {
    expect(compat(root(), ['v2.avsc', 'v1.avsc'])).toEqual({
      status: 0,
      stdout: ['compatible: a reader with v2.avsc can read all that a writer with v1.avsc may write.'],
      stderr: '',
    });
  });

  test('tells all that is in the way, where, and what to do', () => {
    expect(compat(root(), ['required.avsc', 'v2.avsc'])).toEqual({
      status: 100,
      stdout: [
        'incompatible: a reader with required.avsc cannot read all that a writer with v2.avsc may write.',
        `  /fields/1: The writer has no field "note", and the reader's has no default. Give it one. [READER_FIELD_MISSING_DEFAULT_VALUE]`,
      ],
      stderr: '',
    });
  });

  test('tells what means something else, though it is compatible', () => {
    expect(compat(root(), ['mills.avsc', 'cents.avsc'])).toEqual({
      status: 0,
      stdout: [
        'compatible: a reader with mills.avsc can read all that a writer with cents.avsc may write.',
        'These mean something else than in cents.avsc, which no level looks at:',
        '  /fields/0/type: The decimal had 2 digits after the point and has 3: every old value is off by a power of ten. It hurts both ways. [DECIMAL_SCALE]',
      ],
      stderr: '',
    });
  });

  test('tells whom a change of meaning hurts where it is one side', () => {
    const folder = root({ 'short.avsc': schema({ ...note, maxLength: 5 }), 'long.avsc': schema({ ...note, maxLength: 9 }) });
    const told = (words: readonly string[]): string | undefined => compat(folder, words).stdout.at(-1);
    expect(told(['short.avsc', 'long.avsc'])).toMatch(/It hurts who reads with short\.avsc what long\.avsc wrote\. \[CONSTRAINT_TIGHTENED\]$/);
    expect(told(['long.avsc', 'short.avsc'])).toMatch(/It hurts who reads with short\.avsc what long\.avsc wrote\. \[CONSTRAINT_LOOSENED\]$/);
  });

  test('asks a level of the whole history', () => {
    const folder = root();
    expect(compat(folder, ['v3.avsc', 'v1.avsc', 'v2.avsc', '--level', 'FULL'])).toMatchObject({
      status: 0,
      stdout: ['compatible at FULL, by 2 comparisons:', expect.any(String), expect.any(String)],
    });
    expect(compat(folder, ['v3.avsc', 'v1.avsc', 'v2.avsc', '--level', 'BACKWARD_TRANSITIVE'])).toMatchObject({
      status: 100,
      stdout: [
        'incompatible at BACKWARD_TRANSITIVE, by 2 comparisons:',
        'compatible: a reader with v3.avsc can read all that a writer with v2.avsc may write.',
        'incompatible: a reader with v3.avsc cannot read all that a writer with v1.avsc may write.',
        '  /fields/1/type: The writer sends string, the reader expects int. [TYPE_MISMATCH]',
      ],
    });
    expect(compat(folder, ['v3.avsc', 'v1.avsc', '--level', 'NONE'])).toMatchObject({ status: 0 });
  });

  test('tells where a registry answers otherwise, and ends with its answer', () => {
    expect(compat(root(), ['renamed.avsc', 'v2.avsc', '--profile', 'karapace', '--profile', 'redpanda'])).toMatchObject({
      status: 100,
      stdout: [
        'compatible: a reader with renamed.avsc can read all that a writer with v2.avsc may write.',
        '  karapace answers so too.',
        '  redpanda answers that they are incompatible:',
        '    The field key is written under one of its aliases, which Redpanda does not look at. [ALIAS_IGNORED]',
      ],
    });
  });

  test('a field that leads to two is told, and counts as incompatible', () => {
    expect(compat(root(), ['two.avsc', 'both.avsc'])).toMatchObject({
      status: 100,
      stdout: [
        expect.stringMatching(/^incompatible/),
        `  The field note matches note and id of the writer's shop.Order, by its name and its aliases. Remove the alias. [ALIAS_AMBIGUOUS]`,
      ],
    });
  });

  test('writes a report for programs', () => {
    const { status, stdout } = compat(root(), ['required.avsc', 'v2.avsc', '--format', 'json', '--profile', 'confluent']);
    expect(status).toBe(100);
    expect(JSON.parse(stdout.join('\n'))).toEqual({
      compatible: false,
      level: null,
      pairs: [
        {
          reader: 'required.avsc',
          writer: 'v2.avsc',
          compatible: false,
          incompatibilities: [
            { type: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/1', message: 'note', words: expect.stringContaining('Give it one.') },
          ],
          profiles: [{ profile: 'confluent', compatible: false, apache: 'incompatible', reasons: [] }],
        },
      ],
      meaningChanges: [],
    });
  });

  test('reads types that stand in other files, by $ref and by name', () => {
    const line = (type: string): string => JSON.stringify({ type: 'record', name: 'shop.Line', fields: [{ name: 'count', type }] });
    const folder = root({
      'contracts/shop/order.avsc': schema({ name: 'line', type: 'shop.Line' }),
      'contracts/shop/line.avsc': line('int'),
      'old/order.avsc': schema({ name: 'line', type: { $ref: './line.avsc' } }),
      'old/line.avsc': line('long'),
    });
    const found = {
      status: 100,
      stdout: [
        expect.stringMatching(/^incompatible/),
        '  /fields/0/type/fields/0/type: The writer sends long, the reader expects int. [TYPE_MISMATCH]',
      ],
    };
    expect(compat(folder, ['contracts/shop/order.avsc', 'old/order.avsc'])).toMatchObject(found);
    expect(compat(join(folder, 'old'), ['../contracts/shop/order.avsc', 'order.avsc', '--profile', 'avsc-reader'])).toMatchObject({ status: 100 });
    expect(compat(folder, ['contracts/shop/order.avsc', 'contracts/shop/order.avsc', '--contracts', 'old'])).toMatchObject({ status: 0 });
  });

  test('says where a file is no schema, and what is asked wrongly', () => {
    const folder = root();
    expect(compat(folder, ['broken.avsc', 'v1.avsc'])).toEqual({
      status: 1,
      stdout: [],
      stderr: expect.stringMatching(/^broken\.avsc:2:\d+: There is no type "lnog".*\n$/),
    });
    expect(compat(folder, ['v1.avsc'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Give two schemas') });
    expect(compat(folder, ['v1.avsc', 'v9.avsc'])).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no file v9.avsc') });
    expect(compat(folder, ['--batch', 'none'])).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no file none') });
  });
});

describe('vyarna compat --batch', { timeout: 60_000 }, () => {
  test('answers each line, and goes on after a bad one', () => {
    const lines = [
      JSON.stringify({ id: 1, reader: 'long', writer: '"int"' }),
      JSON.stringify({ id: 'two', reader: JSON.parse(schema(id)), writer: schema() }),
      '',
      '{ no json',
      '[]',
      JSON.stringify({ id: 5, reader: 'int' }),
      JSON.stringify({ id: 6, reader: { type: 'enum', name: 'E', symbols: ['A', 'A'] }, writer: 'int' }),
    ];
    const { status, stdout } = compat(root(), ['--batch', '-'], lines.join('\n'));
    expect(status).toBe(0);
    expect(stdout.map((line) => JSON.parse(line))).toEqual([
      { id: 1, compatible: true, incompatibilities: [] },
      { id: 'two', compatible: false, incompatibilities: [{ type: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/0', message: 'id' }] },
      { id: null, error: expect.stringMatching(/^Line 4 is no JSON \(.*\): expected \{ "id", "reader", "writer" \}\.$/) },
      { id: null, error: 'Line 5 is no JSON object: expected { "id", "reader", "writer" }.' },
      { id: 5, error: 'Line 6 has no "writer".' },
      { id: 6, error: expect.stringContaining('A') },
    ]);
  });

  test('keeps every digit of a default, and says of a line that no stack holds that it is nested too deeply', () => {
    const counted = (most: string): string => `{"type":"record","name":"R","fields":[{"name":"a","type":"long","default":${most}}]}`;
    const empty = '{"type":"record","name":"R","fields":[]}';
    const deep = `${'{"type":"array","items":'.repeat(20_000)}"int"${'}'.repeat(20_000)}`;
    const lines = [
      `{"id":12345678901234567890,"reader":${counted('9223372036854775807')},"writer":${empty}}`,
      JSON.stringify({ id: 2, reader: counted('-9223372036854775808'), writer: empty }),
      `{"id":3,"reader":${counted('9223372036854775808')},"writer":${empty}}`,
      `{"id":4,"reader":${deep},"writer":"int"}`,
    ];
    expect(compat(root(), ['--batch', '-'], lines.join('\n')).stdout).toEqual([
      '{"id":12345678901234567890,"compatible":true,"incompatibilities":[]}',
      '{"id":2,"compatible":true,"incompatibilities":[]}',
      '{"id":3,"error":"The schema cannot be used: The default does not fit its type: a whole number of 64 bits was expected, not 9223372036854775808."}',
      '{"id":4,"error":"The schema cannot be used: it is nested too deeply."}',
    ]);
  });
});
