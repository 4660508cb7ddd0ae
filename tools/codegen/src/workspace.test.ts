import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { smallContract, writeRepository } from '@vyarna/loader/testing';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { watchWorkspace } from './watch-workspace.ts';
import { type Generation, Workspace } from './workspace.ts';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => void cleanup()));

const repository = (): string => {
  const { root, remove } = writeRepository(smallContract);
  cleanups.push(remove);
  return root;
};

const foldersOf = (root: string, out = 'generated') => ({ root, contracts: 'contracts', flows: 'flow-manager/flows', out });

const CARD = 'contracts/shop/schemas/card.avsc';

const write = (root: string, file: string, change: (text: string) => string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), change(smallContract[file] ?? ''));
};

describe('a workspace', () => {
  test('generates once, and then what an edit touches', async () => {
    const root = repository();
    const workspace = new Workspace(foldersOf(root));
    const first = await workspace.generate();
    expect(first.drift.missing).toHaveLength(first.files.length);
    expect((await workspace.generate()).drift).toEqual({ missing: [], changed: [], stale: [] });
    write(root, CARD, (text) => text.replace('last4', 'lastFour'));
    const { drift } = await workspace.generate();
    expect(drift.missing.concat(drift.stale)).toEqual([]);
    expect(drift.changed.every((path) => path === 'bundle.json' || path.startsWith('shop/'))).toBe(true);
    expect(drift.changed).toContain('shop/types/card.gen.ts');
  });

  test('contracts that are refused leave the output as it is', async () => {
    const root = repository();
    const workspace = new Workspace(foldersOf(root));
    await workspace.generate();
    const before = readFileSync(join(root, 'generated/bundle.json'), 'utf8');
    write(root, CARD, (text) => text.replace('"string"', '"strung"'));
    expect((await workspace.generate()).findings.map(({ rule }) => rule)).toEqual(['UNKNOWN_TYPE']);
    expect(readFileSync(join(root, 'generated/bundle.json'), 'utf8')).toBe(before);
    write(root, CARD, (text) => text);
    expect((await workspace.generate()).drift).toEqual({ missing: [], changed: [], stale: [] });
  });

  const none = { missing: [], changed: [], stale: [] };
  const meddle = (root: string) => {
    writeFileSync(join(root, 'generated/shop/types/card.gen.ts'), 'x');
    writeFileSync(join(root, 'generated/shop/types/extra.gen.ts'), 'x');
    rmSync(join(root, 'generated/README.md'));
    return { missing: ['README.md'], changed: ['shop/types/card.gen.ts'], stale: ['shop/types/extra.gen.ts'] };
  };

  test('what others did to the output meanwhile is put right', async () => {
    const root = repository();
    const workspace = new Workspace(foldersOf(root));
    await workspace.generate();
    await workspace.generate();
    const done = meddle(root);
    expect((await workspace.generate()).drift).toEqual(done);
    expect((await new Workspace(foldersOf(root)).compare()).drift).toEqual(none);
  });

  test('what others did is put right after an update, which does not look for it', async () => {
    const root = repository();
    const workspace = new Workspace(foldersOf(root));
    expect(workspace.mend()).toEqual(none);
    expect((await workspace.update()).drift.missing).toContain('README.md');
    expect(workspace.mend()).toEqual(none);
    const done = meddle(root);
    expect((await workspace.update()).drift).toEqual(none);
    expect(workspace.mend()).toEqual(done);
    expect((await new Workspace(foldersOf(root)).compare()).drift).toEqual(none);
  });

  test('files of somebody else are never removed', async () => {
    const root = repository();
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/mine.ts'), 'x');
    await expect(new Workspace(foldersOf(root, 'src')).generate()).rejects.toThrow(
      /src holds files that vyarna did not write, such as mine\.ts: name an/,
    );
    expect(readdirSync(join(root, 'src'))).toEqual(['mine.ts']);
  });

  test('whatever is edited, it makes what a new one makes', async () => {
    const files = Object.keys(smallContract).filter((file) => !file.includes('types/'));
    const words = ['Places an order.', 'shop.Card', '"last4"', '"string"', 'minLength', 'can-order', 'placed', 'orderId', '"doc"', 'active'];
    const edit = fc.record({ file: fc.constantFrom(...files), word: fc.constantFrom(...words), by: fc.constantFrom('', 'x', 'Order', '"int"') });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        const root = repository();
        const workspace = new Workspace(foldersOf(root));
        await workspace.generate();
        for (const { file, word, by } of edits) {
          write(root, file, (text) => text.replace(word, by));
          const [kept, fresh] = [await workspace.update(), await new Workspace(foldersOf(root)).compare()];
          expect(kept.files).toEqual(fresh.files);
          expect(kept.findings).toEqual(fresh.findings);
          expect(fresh.drift).toEqual({ missing: [], changed: [], stale: [] });
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('watching a workspace', () => {
  const watching = (root: string) => {
    const stopping = new AbortController();
    const generations = watchWorkspace(new Workspace(foldersOf(root)), stopping.signal);
    cleanups.push(() => stopping.abort());
    const next = async (): Promise<Generation> => (await generations.next()).value as Generation;
    const stop = async (): Promise<boolean | undefined> => {
      stopping.abort();
      return (await generations.next()).done;
    };
    return { next, stop };
  };

  test('gives each generation that changed something, refusals too, and ends when it is told', async () => {
    const root = repository();
    const { next, stop } = watching(root);
    expect((await next()).drift.missing.length).toBeGreaterThan(20);
    write(root, CARD, (text) => text.replace('last4', 'lastFour'));
    expect((await next()).drift.changed).toContain('shop/types/card.gen.ts');
    write(root, CARD, (text) => text.replace('"string"', '"strung"'));
    expect((await next()).set).toBe(null);
    // The same text again, and then what was generated last: only the second is news.
    write(root, CARD, (text) => text.replace('"string"', '"strung"'));
    write(root, CARD, (text) => text.replace('last4', 'lastFour'));
    expect((await next()).drift).toEqual({ missing: [], changed: [], stale: [] });
    expect(await stop()).toBe(true);
  });

  test('puts right after an edit what others did to the output, and says so', async () => {
    const root = repository();
    const { next, stop } = watching(root);
    await next();
    write(root, CARD, (text) => text.replace('last4', 'lastThree'));
    await next();
    const edited = next();
    rmSync(join(root, 'generated/README.md'));
    writeFileSync(join(root, 'generated/mail/extra.ts'), 'x');
    write(root, CARD, (text) => text.replace('last4', 'lastFour'));
    expect((await edited).drift.missing).toEqual([]);
    expect((await next()).drift).toEqual({ missing: ['README.md'], changed: [], stale: ['mail/extra.ts'] });
    expect(await stop()).toBe(true);
  });

  test('sees a file outside the contracts that they refer to', async () => {
    const root = repository();
    mkdirSync(join(root, 'elsewhere'));
    write(
      root,
      'contracts/mail/asyncapi.yaml',
      (text) => `${text}components: { messages: { Noted: { $ref: '../../elsewhere/messages.yaml#/noted' } } }\n`,
    );
    writeFileSync(join(root, 'elsewhere/messages.yaml'), 'noted: { name: mail.note.v1, summary: Once. }\n');
    const { next, stop } = watching(root);
    expect((await next()).findings).toEqual([]);
    writeFileSync(join(root, 'elsewhere/messages.yaml'), 'noted: { name: mail.note.v1, summary: Twice. }\n');
    expect((await next()).drift.changed).toContain('bundle.json');
    await stop();
  });

  test('sees a file behind a link among the contracts', async () => {
    const root = repository();
    mkdirSync(join(root, 'elsewhere/deep'), { recursive: true });
    writeFileSync(join(root, 'elsewhere/deep/lamp.avsc'), '{ "type": "enum", "name": "far.Lamp", "symbols": ["ON"] }');
    symlinkSync('../elsewhere', join(root, 'contracts/far'));
    const { next, stop } = watching(root);
    expect((await next()).drift.missing).toContain('far/deep/types/lamp.gen.ts');
    writeFileSync(join(root, 'elsewhere/deep/lamp.avsc'), '{ "type": "enum", "name": "far.Lamp", "symbols": ["ON", "OFF"] }');
    expect((await next()).drift.changed).toContain('far/deep/types/lamp.gen.ts');
    await stop();
  });
});
