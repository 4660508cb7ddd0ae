import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Workspace } from '@vyarna/codegen';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { command } from './command.ts';
import { unchangedSince } from './manifest.ts';
import { toolDigest } from './tool-digest.ts';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => void cleanup()));

const repository = (files: Files = smallContract): string => {
  const { root, remove } = writeRepository(files);
  cleanups.push(remove);
  return root;
};

const tool = toolDigest();
const foldersOf = (root: string) => ({ root, contracts: 'contracts', flows: 'flow-manager/flows', out: 'generated' });
const isUnchanged = (root: string): boolean => unchangedSince(foldersOf(root), tool) !== undefined;

/** Runs `vyarna generate` in this process, as from the repository's folder. */
const generate = async (root: string, options: { check?: boolean } = {}): Promise<{ code: number; out: string[]; error: string[] }> => {
  const [out, error]: [string[], string[]] = [[], []];
  const values = {
    check: false,
    watch: false,
    ...options,
    contracts: join(root, 'contracts'),
    flows: join(root, 'flow-manager/flows'),
    out: join(root, 'generated'),
  };
  const before = process.cwd();
  process.chdir(root);
  try {
    const code = await command.run(values as never, { out: (line) => out.push(line), error: (line) => error.push(line) });
    return { code, out: out.map((line) => line.replace(/\(\d+\.\d\d s\)/, '(time)')), error };
  } finally {
    process.chdir(before);
  }
};

const filesBelow = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(
        (entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), readFileSync(join(entry.parentPath, entry.name), 'utf8')] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What a process that knows nothing makes of the contracts as they are now; undefined where they are refused. */
const fromNothing = async (root: string): Promise<Files | undefined> => {
  const copy = mkdtempSync(join(tmpdir(), 'vyarna-'));
  cleanups.push(() => rmSync(copy, { recursive: true, force: true }));
  for (const folder of ['contracts', 'flow-manager', 'elsewhere']) {
    if (existsSync(join(root, folder))) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  const { set } = await new Workspace(foldersOf(copy)).generate();
  return set === null ? undefined : filesBelow(join(copy, 'generated'));
};

/** Changes a file without changing its size or its times. */
const inSecret = (file: string, from: string, to: string): void => {
  const { atime, mtime } = statSync(file);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  expect(from.length).toBe(to.length);
  writeFileSync(file, text.replace(from, to));
  utimesSync(file, atime, mtime);
};

describe('a run without a change', () => {
  test('says so, repeats the warnings, and writes nothing', async () => {
    const card = 'contracts/shop/schemas/card.avsc';
    const root = repository({ ...smallContract, [card]: (smallContract[card] ?? '').replace('"minLength"', '"logicalType": "uid", "minLength"') });
    const first = await generate(root);
    const { mtimeMs } = statSync(join(root, 'generated/bundle.json'));
    const second = await generate(root);
    expect(second).toEqual({ code: 0, out: [first.out[0]?.replace(/\d+ written/, 'nothing changed')], error: first.error });
    expect(first.error).toHaveLength(1);
    expect(statSync(join(root, 'generated/bundle.json')).mtimeMs).toBe(mtimeMs);
    expect((await generate(root, { check: true })).out).toEqual(['generated/ is what the contracts say.']);
  });

  test('files that were only touched are no change', async () => {
    const root = repository();
    await generate(root);
    for (const file of ['contracts/shop/asyncapi.yaml', 'generated/bundle.json']) utimesSync(join(root, file), new Date(), new Date());
    expect(isUnchanged(root)).toBe(true);
  });

  test('a check never notes anything', async () => {
    const root = repository();
    await generate(root);
    const changed = join(root, 'contracts/shop/schemas/card.avsc');
    inSecret(changed, '"last4"', '"last5"');
    expect((await generate(root, { check: true })).code).toBe(100);
    inSecret(changed, '"last5"', '"last4"');
    expect(isUnchanged(root)).toBe(true);
  });

  test('contracts that are refused are refused again', async () => {
    const root = repository();
    await generate(root);
    inSecret(join(root, 'contracts/shop/schemas/card.avsc'), '"string"', '"strung"');
    const [first, second] = [await generate(root), await generate(root)];
    expect(first.code).toBe(100);
    expect(second).toEqual(first);
  });
});

describe('what is a change', () => {
  const edits: readonly (readonly [what: string, edit: (root: string) => void])[] = [
    ['a schema, at the same size and time', (root) => inSecret(join(root, 'contracts/shop/schemas/card.avsc'), '"last4"', '"last5"')],
    ['a document', (root) => inSecret(join(root, 'contracts/shop/asyncapi.yaml'), 'Places an order', 'Orders anything')],
    [
      'an example of a message with a route',
      (root) => inSecret(join(root, 'contracts/shop/examples/place-order/one.json'), 'One of it', 'Two of it'),
    ],
    ['a flow', (root) => inSecret(join(root, 'flow-manager/flows/shop/place-order.yaml'), '- look: ', '- lock: ')],
    ['a schema that is new', (root) => writeFileSync(join(root, 'contracts/shop/new.avsc'), '{ "type": "fixed", "name": "shop.New", "size": 2 }')],
    [
      'a schema in a folder that is new',
      (root) => {
        mkdirSync(join(root, 'contracts/new/schemas'), { recursive: true });
        writeFileSync(join(root, 'contracts/new/schemas/new.avsc'), '{ "type": "fixed", "name": "new.New", "size": 2 }');
      },
    ],
    [
      'a schema that has another name',
      (root) => renameSync(join(root, 'contracts/shop/schemas/card.avsc'), join(root, 'contracts/shop/schemas/cards.avsc')),
    ],
    [
      'a file that was looked for in vain and is there now',
      (root) => writeFileSync(join(root, 'contracts/types/errors.yaml'), 'GONE: { status: 410, title: It was here. }\n'),
    ],
    ['a file outside the contracts that they refer to', (root) => inSecret(join(root, 'elsewhere/summary.yaml'), 'Once', 'Soon')],
    ['a generated file', (root) => inSecret(join(root, 'generated/shop/types/card.gen.ts'), 'last4', 'last5')],
    ['a generated file that is missing', (root) => rmSync(join(root, 'generated/bundle.json'))],
    ['a file too many in the output', (root) => writeFileSync(join(root, 'generated/shop/extra.ts'), '')],
  ];

  test.each(edits)('%s', async (_, edit) => {
    const { 'contracts/types/errors.yaml': __, ...files } = smallContract;
    const shop = (files['contracts/shop/asyncapi.yaml'] ?? '').replace('info: {', "tags: { $ref: '../../elsewhere/summary.yaml#/tags' }\ninfo: {");
    const placed = shop.replace('payload:', "correlationId: { $ref: '../../elsewhere/summary.yaml' }\n      payload:");
    const root = repository({
      ...files,
      'contracts/shop/asyncapi.yaml': placed,
      'contracts/shop/examples/place-order/one.json': '{ "name": "one", "summary": "One of it.", "payload": { "count": 1 } }',
      'elsewhere/summary.yaml': 'location: $message.header#/Once\n',
    });
    await generate(root);
    expect(isUnchanged(root)).toBe(true);
    edit(root);
    expect(isUnchanged(root)).toBe(false);
    const expected = await fromNothing(root);
    expect(expected).toBeDefined();
    await generate(root);
    expect(filesBelow(join(root, 'generated'))).toEqual(expected);
    expect(isUnchanged(root)).toBe(true);
  });

  test('whatever is edited, in whatever order, the output is what a first run would make', async () => {
    const files = Object.keys(smallContract);
    const words = ['Places an order.', 'shop.Card', '"last4"', '"string"', 'minLength', 'can-order', 'lifecycle: active', 'placed', 'orderId'];
    const edit = fc.oneof(
      fc.record({
        kind: fc.constant('replace' as const),
        file: fc.constantFrom(...files),
        word: fc.constantFrom(...words),
        by: fc.constantFrom('', 'x', 'Order', '"int"'),
      }),
      fc.record({ kind: fc.constant('restore' as const), file: fc.constantFrom(...files) }),
      fc.record({ kind: fc.constant('remove' as const), file: fc.constantFrom(...files) }),
      fc.record({ kind: fc.constant('spoil' as const), file: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (steps) => {
        const root = repository();
        await generate(root);
        for (const step of steps) {
          if (step.kind === 'spoil') {
            const outputs = Object.keys(filesBelow(join(root, 'generated')));
            writeFileSync(join(root, 'generated', outputs[step.file % outputs.length] ?? ''), '{ "name": "@vyarna/generated" }');
          } else {
            const path = join(root, step.file);
            if (step.kind === 'remove') rmSync(path, { force: true });
            else {
              mkdirSync(dirname(path), { recursive: true });
              const text = smallContract[step.file] ?? '';
              writeFileSync(path, step.kind === 'restore' ? text : text.replace(step.word, step.by));
            }
          }
          const { code } = await generate(root);
          const expected = await fromNothing(root);
          expect(code).toBe(expected === undefined ? 100 : 0);
          if (expected !== undefined) expect(filesBelow(join(root, 'generated'))).toEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
