import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awkwardContract } from './testing/awkward-contract.ts';
import { compile } from './testing/compile.ts';
import { generateFrom } from './testing/generate-from.ts';
import { wideContract } from './testing/wide-contract.ts';

const repository = resolve(import.meta.dirname, '../../..');
const files = await generateFrom(awkwardContract);
/** Operations whose lines do not fit, at every length around the width of a line. */
const wide = await generateFrom(wideContract);
const usage = { path: 'usage.ts', text: readFileSync(new URL('./testing/usage.ts.txt', import.meta.url), 'utf8') };

describe('what is generated from awkward contracts', () => {
  test('compiles under the strictest settings, and so does code that uses it', () => {
    expect(compile([...files, usage])).toEqual([]);
  }, 60_000);

  test('would not pass with one wrong line: the compiler is really asked', () => {
    const wrong = {
      path: 'wrong.ts',
      text: "import { placeOrder } from './shop/requests/place-order.gen.ts';\nexport const id: number = placeOrder.operation;\n",
    };
    expect(compile([...files, wrong])).toEqual(["wrong.ts(2,14): error TS2322: Type 'string' is not assignable to type 'number'."]);
  }, 60_000);

  test('has neither any nor unknown', () => {
    for (const { path, text } of files) if (path.endsWith('.ts')) expect(text.replace(/\/\*\*.*?\*\//gs, '')).not.toMatch(/\b(any|unknown)\b/);
  });

  test('is formatted as code written by hand', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vyarna-format-'));
    try {
      const { formatter, javascript, json } = JSON.parse(readFileSync(join(repository, 'biome.json'), 'utf8')) as Record<string, unknown>;
      writeFileSync(join(folder, 'biome.json'), JSON.stringify({ formatter, javascript, json }));
      for (const { path, text } of [...files, ...wide.map((file) => ({ ...file, path: `wide/${file.path}` }))]) {
        if (!path.endsWith('.ts')) continue;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const { stdout, stderr } = spawnSync(process.execPath, [join(repository, 'node_modules/@biomejs/biome/bin/biome'), 'format', '.'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(stdout).toContain('No fixes applied.');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('names no two files that a file system without case would take for one', () => {
    const paths = files.map(({ path }) => path.toLowerCase());
    expect(paths).toHaveLength(new Set(paths).size);
    expect(paths.filter((path) => path.includes('depot-card'))).toHaveLength(6);
  });
});
