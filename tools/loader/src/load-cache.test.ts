import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { type ContractSet, LoadCache, loadContracts } from './load.ts';
import { smallContract, writeRepository } from './testing/index.ts';

const folders = { contracts: 'contracts', flows: 'flow-manager/flows' };
let remove = (): void => {};
afterEach(() => remove());

const repository = (): string => {
  const written = writeRepository(smallContract);
  remove = written.remove;
  return written.root;
};

const edits: readonly (readonly [what: string, edit: (root: string) => void])[] = [
  ['nothing', () => {}],
  ['a schema', (root) => edit(root, 'contracts/shop/schemas/card.avsc', '"last4"', '"lastFour"')],
  ['a document', (root) => edit(root, 'contracts/shop/asyncapi.yaml', 'Places an order.', 'Orders something.')],
  ['a flow', (root) => edit(root, 'flow-manager/flows/shop/place-order.yaml', 'call: getOrder', 'call: placeOrder')],
  ['a file that breaks', (root) => edit(root, 'contracts/types/errors.yaml', 'SOLD_OUT: {', 'SOLD_OUT: [')],
  ['a file that goes', (root) => rmSync(join(root, 'contracts/shop/schemas/transfer.avsc'))],
  ['a file that comes', (root) => writeFileSync(join(root, 'contracts/mail/new.avsc'), '{ "type": "fixed", "name": "mail.New", "size": 3 }')],
];

const edit = (root: string, file: string, from: string, to: string): void => {
  const text = smallContract[file] ?? '';
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
};

test.each(edits)('after a change of %s, a load with what is kept says what one from nothing says', (_, change) => {
  const root = repository();
  const cache = new LoadCache();
  // What is made of places is kept from the second load on.
  for (let time = 0; time < 2; time += 1) loadContracts({ root, ...folders }, cache);
  change(root);
  const kept = loadContracts({ root, ...folders }, cache);
  const fresh = loadContracts({ root, ...folders });
  expect([kept.findings, kept.set?.bundle, kept.read.texts, kept.read.listings]).toEqual([
    fresh.findings,
    fresh.set?.bundle,
    fresh.read.texts,
    fresh.read.listings,
  ]);
});

test('what did not change is the same tree, not an equal one', () => {
  const root = repository();
  const cache = new LoadCache();
  const before = loadContracts({ root, ...folders }, cache);
  const after = loadContracts({ root, ...folders }, cache);
  expect(after.set?.types.get('shop.Order')).toBe(before.set?.types.get('shop.Order'));
  expect(after.set?.sources.open('contracts/shop/asyncapi.yaml')?.node).toBe(before.set?.sources.open('contracts/shop/asyncapi.yaml')?.node);
});

test('after an edit of one document, what others say is the same object, and of the edited one what says the same is the same in the bundle', () => {
  const root = repository();
  const cache = new LoadCache();
  const before = loadContracts({ root, ...folders }, cache).set?.bundle;
  const message = (set: ContractSet | null, name: string) => set?.messages.find(({ model }) => model.name === name);
  const last = loadContracts({ root, ...folders }, cache).set;
  edit(root, 'contracts/mail/asyncapi.yaml', 'title: mail', 'title: post');
  const { set } = loadContracts({ root, ...folders }, cache);
  expect(message(set, 'shop.order.placed.v1')).toBe(message(last, 'shop.order.placed.v1'));
  expect(message(set, 'shop.order.placed.v1')).toBeDefined();
  expect(set?.bundle.channels['shop/placeOrderFlow']).toBe(before?.channels['shop/placeOrderFlow']);
  expect(set?.bundle.apps).toHaveProperty('post');
});

const FLOW = 'flow-manager/flows/shop/place-order.yaml';

test.each([
  ['a field that it reads', 'contracts/shop/schemas/place-order.avsc', '"name": "count"', '"name": "number"'],
  ['what it calls', 'contracts/shop/asyncapi.yaml', '  getOrder:\n    action: receive', '  findOrder:\n    action: receive'],
  ['an error that it catches', 'contracts/types/errors.yaml', 'SOLD_OUT', 'GONE'],
])('a flow is checked again after an edit of %s, and found whole once that is undone', (_, file, from, to) => {
  const root = repository();
  edit(root, FLOW, 'catch:\n', 'catch:\n        errors: { with: { code: SOLD_OUT } }\n');
  const cache = new LoadCache();
  const load = () => loadContracts({ root, ...folders }, cache);
  const flowOf = ({ set }: ReturnType<typeof load>) => set?.flows.find(({ model }) => model.file === FLOW);
  load();
  const [first, second] = [flowOf(load()), flowOf(load())];
  expect(second?.expressions).toBe(first?.expressions);
  expect(second?.expressions).toBeDefined();
  edit(root, file, from, to);
  for (let time = 0; time < 2; time += 1) {
    const { findings } = load();
    expect(findings).toEqual(loadContracts({ root, ...folders }).findings);
    expect(findings.some((finding) => finding.file === FLOW)).toBe(true);
  }
  edit(root, file, from, from);
  expect(load().findings).toEqual([]);
});

test('whatever is edited, load after load, each says what one from nothing says', () => {
  const files = Object.keys(smallContract).filter((file) => /\.(yaml|avsc)$/.test(file));
  // Names, references, facts and the words around them, so that edits break what others refer to, and mend it again.
  const from = fc.constantFrom(
    'OrderReply',
    'shop.Card',
    './schemas/order.avsc',
    'types/messages.yaml',
    'active',
    'orderId',
    'ce_id',
    '2m',
    'kafka',
    'name',
  );
  const to = fc.constantFrom('OrderReply', 'shop.Order', './schemas/card.avsc', 'shop/asyncapi.yaml', 'x', '3m', 'placeOrder', '{', '');
  const step = fc.record({ file: fc.constantFrom(...files), from, to, keep: fc.boolean(), gone: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
      remove();
      const root = repository();
      const cache = new LoadCache();
      for (let time = 0; time < 2; time += 1) loadContracts({ root, ...folders }, cache);
      const now = new Map(Object.entries(smallContract));
      for (const { file, from: word, to: by, keep, gone } of steps) {
        const text = (keep ? now.get(file) : smallContract[file]) ?? '';
        now.set(file, text.replaceAll(word, by));
        writeFileSync(join(root, file), now.get(file) ?? '');
        if (gone === 0) rmSync(join(root, file));
        const kept = loadContracts({ root, ...folders }, cache);
        const fresh = loadContracts({ root, ...folders });
        expect([kept.findings, kept.set?.bundle]).toEqual([fresh.findings, fresh.set?.bundle]);
        expect(Object.fromEntries(kept.read.texts)).toEqual(Object.fromEntries(fresh.read.texts));
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
