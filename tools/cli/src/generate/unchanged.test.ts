import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { smallContract, writeRepository } from '@vyarna/loader/testing';
import { expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/vyarna.js');

/** Makes a process name, when it ends, every module that it loaded. */
const listing = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.on('exit', () => console.error(loaded.join('\\n')));
`)}`;

test('where nothing changed, neither the loader nor an emitter is loaded, nor any package from elsewhere', () => {
  const { root, remove } = writeRepository(smallContract);
  const run = (): string[] => spawnSync(process.execPath, ['--import', listing, bin, 'generate'], { cwd: root, encoding: 'utf8' }).stderr.split('\n');
  const heavy = (urls: readonly string[]): readonly string[] =>
    urls.filter((url) =>
      /\/node_modules\/|\/(loader|codegen|avro|contract)\/src\/(?!contract-files|entries-of|digest|output-folder|front\/nearest-name)/.test(url),
    );
  expect(heavy(run()).length).toBeGreaterThan(50);
  const again = run();
  expect(again.length).toBeGreaterThan(5);
  expect(heavy(again)).toEqual([]);
  remove();
});
