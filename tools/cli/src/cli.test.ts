import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import { afterAll, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../bin/vyarna.js');
const cleanups: (() => void)[] = [];
afterAll(() => cleanups.forEach((cleanup) => void cleanup()));

const repository = (files: Files): string => {
  const { root, remove } = writeRepository(files);
  cleanups.push(remove);
  return root;
};

const vyarna = (cwd: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  return { status, stdout: stdout.replace(/\(\d+\.\d\d s\)/, '(time)'), stderr };
};

describe('vyarna', () => {
  test('--help lists the commands', () => {
    const { status, stdout } = vyarna('/', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^vyarna: one contract.*Usage: vyarna <command>.*generate +write generated/s);
  });

  test('help NAME is NAME --help', () => {
    expect(vyarna('/', 'help', 'generate')).toEqual(vyarna('/', 'generate', '--help'));
    expect(vyarna('/', 'help', 'generat')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Did you mean "generate"?') });
  });

  test('an unknown command or option is told and exits with 2', () => {
    const unknown = vyarna('/', 'generat');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toBe('vyarna: there is no command generat. Did you mean "generate"? vyarna --help tells more.\n');
    const option = vyarna('/', 'generate', '--chek');
    expect(option.status).toBe(2);
    expect(option.stderr).toBe('vyarna generate: There is no option --chek. Did you mean "--check"? vyarna generate --help tells more.\n');
  });

  test('without contracts anywhere above it says what to do', () => {
    expect(vyarna('/', 'generate')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'vyarna generate: There is no folder "contracts" here or above: say where it is with --contracts. vyarna generate --help tells more.\n',
    });
  });
});

describe('vyarna generate', () => {
  test('writes, says when there is nothing to write, and finds drift', () => {
    const root = repository(smallContract);
    expect(vyarna(join(root, 'contracts/shop'), 'generate')).toEqual({
      status: 0,
      stdout: '4 applications, 8 channels, 7 types: 26 files in generated/, 26 written (time)\n',
      stderr: '',
    });
    expect(vyarna(root, 'generate').stdout).toBe('4 applications, 8 channels, 7 types: 26 files in generated/, nothing changed (time)\n');
    expect(vyarna(root, 'generate', '--check')).toEqual({ status: 0, stdout: 'generated/ is what the contracts say.\n', stderr: '' });

    writeFileSync(join(root, 'generated/bundle.json'), '{}');
    rmSync(join(root, 'generated/shop/types/card.gen.ts'));
    writeFileSync(join(root, 'generated/shop/types/extra.gen.ts'), '');
    expect(vyarna(root, 'generate', '--check')).toEqual({
      status: 100,
      stdout: ['generated/shop/types/card.gen.ts: is missing', 'generated/shop/types/extra.gen.ts: is no longer generated', ''].join('\n'),
      stderr: 'vyarna generate --check: 2 files in generated/ differ. Run make codegen and commit the result.\n',
    });
    expect(readFileSync(join(root, 'generated/bundle.json'), 'utf8')).toBe('{}');
    expect(vyarna(root, 'generate').stdout).toContain('2 written, 1 removed');
  });

  test('lists every finding, writes nothing and exits with 100', () => {
    const shop = smallContract['contracts/shop/asyncapi.yaml'] ?? '';
    const root = repository({
      ...smallContract,
      'contracts/shop/asyncapi.yaml': shop.replace('timeout: 2m', 'timeout: 2').replace('timeout: 10s', 'timeout: 10'),
    });
    const { status, stdout, stderr } = vyarna(root, 'generate');
    expect(status).toBe(100);
    expect(stdout.split('\n').map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
      'contracts/shop/asyncapi.yaml:12:135',
      'contracts/shop/asyncapi.yaml:25:125',
      '',
    ]);
    expect(stderr).toBe('vyarna generate: 2 errors in the contracts; nothing was written.\n');
  });

  test('takes its folders from options', () => {
    const root = repository({ ...smallContract, 'other-flows/README.md': '' });
    const { status, stdout } = vyarna(root, 'generate', '--contracts', 'contracts', '--flows', 'other-flows', '--out', 'out');
    // Without flows nothing answers the trigger's route.
    expect(status).toBe(100);
    expect(stdout).toBe(
      'contracts/shop/asyncapi.yaml:12:42: shop/placeOrderFlow has a route, but nothing answers it. No flow starts on it. [UNKNOWN_ANSWER]\n',
    );
    expect(vyarna(root, 'generate', '--contracts', 'contracts', '--out', 'out').stdout).toContain('26 files in out/');
  });
});
