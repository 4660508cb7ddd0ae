import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { changedPaths, SourceTree } from './source-tree.ts';
import { isContractSource, isSource } from './sources.ts';

const tree = () => {
  const root = temporaryFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return { root, write, sources: new SourceTree(root, ['a', 'b/c', 'nowhere'], (path) => path.endsWith('.ts')) };
};

test('snapshots differ where contents do, whatever was saved in between', () => {
  const { root, write, sources } = tree();
  write('a/one.ts', '1');
  write('b/c/deep/two.ts', '2');
  write('b/outside.ts', '3');
  write('a/node_modules/x.ts', '4');
  write('a/one.md', '5');
  const first = sources.snapshot();
  expect([...first.keys()]).toEqual(['a/one.ts', 'b/c/deep/two.ts']);

  write('a/one.ts', '1');
  utimesSync(join(root, 'b/c/deep/two.ts'), 1, 1);
  expect(changedPaths(first, sources.snapshot())).toEqual([]);

  write('a/one.ts', 'other');
  write('a/new.ts', '');
  rmSync(join(root, 'b'), { recursive: true });
  const second = sources.snapshot();
  expect(changedPaths(first, second)).toEqual(['a/new.ts', 'a/one.ts', 'b/c/deep/two.ts']);
  write('a/one.ts', '1');
  write('b/c/deep/two.ts', '2');
  rmSync(join(root, 'a/new.ts'));
  expect(changedPaths(first, sources.snapshot())).toEqual([]);
});

test.each([
  ['contracts/operator/OWNERS', true, true],
  ['flow-manager/flows/operator/a.yaml', true, true],
  ['flow-manager/src/main.ts', true, false],
  ['services/operator/src/a.test.ts', false, false],
  ['services/operator/src/testing/a.ts', false, false],
  ['services/operator/README.md', false, false],
  ['libs/avro/src/index.ts', true, false],
])('%s counts as it should', (path, source, contract) => {
  expect([isSource(path), isContractSource(path)]).toEqual([source, contract]);
});
