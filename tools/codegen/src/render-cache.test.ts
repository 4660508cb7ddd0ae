import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ContractSet, LoadCache, loadContracts } from '@vyarna/loader';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateFiles } from './generate.ts';
import { RenderCache } from './render-cache.ts';
import { awkwardContract } from './testing/awkward-contract.ts';
import { foreignContract } from './testing/foreign-contract.ts';

const load = (root: string, cache?: LoadCache): ContractSet | null =>
  loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' }, cache).set;

/** Tells what was rendered anew. */
class WatchedCache extends RenderCache {
  rendered: string[] = [];
  override keep(path: string, key: readonly unknown[], text: string): string {
    this.rendered.push(path);
    return super.keep(path, key, text);
  }
}

const withRepository = async (files: Files, run: (root: string) => Promise<void>): Promise<void> => {
  const { root, remove } = writeRepository(files);
  try {
    await run(root);
  } finally {
    remove();
  }
};

const CONTRACTS: Files = { ...awkwardContract, ...foreignContract };

const EDITS = [
  ['shop.Card', 'shop.Transfer'],
  ['"name":"Card"', '"name":"Cart"'],
  ['"namespace": "shop"', '"namespace": "shop2"'],
  ['"last4"', '"last5"'],
  ['"string"', '"int"'],
  ['The count.', 'A count.'],
  ['"default":3', '"default":4'],
  ['SYMBOL_NUMBER_7', 'SEVEN'],
  ['lumens', 'candela'],
  ['lightFailed', 'lightBroken'],
  ['/v1/orders', '/v2/orders'],
  ['shop.order.placed.v1', 'shop.order.paid.v1'],
  ['"Twin"', '"Pair"'],
  ['"default": []', '"default": ["a"]'],
  ['SOLD_OUT', 'NOTHING_LEFT'],
  ['percentage', 'share'],
] as const;

describe('generating with what was kept of the last time', () => {
  test('gives the bytes of a first time, whatever is edited in whatever order', async () => {
    const files = Object.keys(CONTRACTS).sort();
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), edit: fc.constantFrom(...EDITS) }) },
      fc.record({ kind: fc.constant('remove' as const), file: fc.constantFrom(...files) }),
      fc.record({ kind: fc.constant('restore' as const), file: fc.constantFrom(...files) }),
    );
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) =>
        withRepository(CONTRACTS, async (root) => {
          const [loaded, rendered] = [new LoadCache(), new RenderCache()];
          const now = new Map(Object.entries(CONTRACTS));
          for (const next of [undefined, ...steps]) {
            if (next?.kind === 'edit') for (const [file, text] of now) now.set(file, text.replaceAll(next.edit[0], next.edit[1]));
            if (next?.kind === 'remove') now.delete(next.file);
            if (next?.kind === 'restore') now.set(next.file, CONTRACTS[next.file] ?? '');
            rmSync(join(root, 'contracts'), { recursive: true, force: true });
            for (const [file, text] of now) {
              mkdirSync(dirname(join(root, file)), { recursive: true });
              writeFileSync(join(root, file), text);
            }
            const set = load(root, loaded);
            const fresh = load(root);
            expect(set === null).toBe(fresh === null);
            if (set === null || fresh === null) continue;
            expect(await generateFiles(set, 'generated', rendered)).toEqual(await generateFiles(fresh, 'generated'));
            compared += 1;
          }
        }),
      ),
      { numRuns: 10 },
    );
    expect(compared).toBeGreaterThan(10);
  }, 120_000);

  test('renders anew only what was edited', async () => {
    await withRepository(smallContract, async (root) => {
      const [loaded, cache] = [new LoadCache(), new WatchedCache()];
      const generate = async (): Promise<readonly string[]> => {
        cache.rendered = [];
        const set = load(root, loaded);
        if (set !== null) await generateFiles(set, 'generated', cache);
        return cache.rendered.toSorted();
      };
      const first = await generate();
      expect(first).toContain('shop/types/order.gen.ts');
      expect(await generate()).toEqual([]);
      const card = join(root, 'contracts/shop/schemas/card.avsc');
      const text = smallContract['contracts/shop/schemas/card.avsc'] ?? '';
      writeFileSync(card, text.replace('last4', 'last5'));
      expect(await generate()).toEqual(['shop/schemas/card.schema.json', 'shop/types/card.gen.ts']);
      writeFileSync(card, text);
      expect(await generate()).toEqual(['shop/schemas/card.schema.json', 'shop/types/card.gen.ts']);
    });
  });
});
