import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { lastWordsOf } from './last-words.ts';

const wordsOf = (code: string): string => {
  const folder = temporaryFolder();
  const file = join(folder, 'main.ts');
  writeFileSync(file, code);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  const lines = `${stdout}${stderr}`.split('\n').map((line) => line.trim());
  return lastWordsOf(
    lines.filter((line) => line !== ''),
    folder,
  );
};

describe('the last words of a program', () => {
  test('are its own, where it has any', () => {
    expect(lastWordsOf(['warn: It is late.', 'fatal: Port 1 is taken. [PORT_TAKEN]'], '/')).toBe('Port 1 is taken. [PORT_TAKEN]');
    expect(lastWordsOf([], '/')).toBe('');
  });

  test.each([
    ["console.log('begins');\nthrow new Error('boom');\n", 'Error: boom (main.ts:2)'],
    ["await Promise.reject(new TypeError('late'));\n", 'TypeError: late (main.ts:1)'],
    ['const at = 1;\nconst at = 2;\n', expect.stringMatching(/^SyntaxError.*at.* \(main\.ts:2\)$/)],
    ["throw Object.assign(new Error('no'), { code: 'NO' });\n", 'Error: no (main.ts:1)'],
    ["import './nothing.ts';\n", expect.stringMatching(/^Error \[ERR_MODULE_NOT_FOUND\]: Cannot find module .*nothing\.ts/)],
    ["throw 'a word';\n", expect.stringContaining('a word')],
  ])('are the error that nothing caught: %j', (code, words) => {
    expect(wordsOf(code)).toEqual(words);
  });
});
