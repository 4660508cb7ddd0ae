import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LoadCache, loadContracts } from './load.ts';
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
  loadContracts({ root, ...folders }, cache);
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
