import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadContracts } from '@vyarna/loader';
import { smallContract, writeRepository } from '@vyarna/loader/testing';
import { afterAll, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/vyarna.js');

const { root, remove } = writeRepository(smallContract);
const { set } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
mkdirSync(join(root, 'generated'));
writeFileSync(join(root, 'generated/bundle.json'), JSON.stringify(set?.bundle));
const programs = mkdtempSync(join(tmpdir(), 'vyarna-bin-'));
symlinkSync(bin, join(programs, 'vyarna'));
afterAll(() => {
  remove();
  rmSync(programs, { recursive: true });
});

const isHere = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

const runIn = (shell: string, args: readonly string[], path: readonly string[]): string => {
  const PATH = [...path, dirname(process.execPath), process.env['PATH']].join(':');
  const { status, stdout, stderr } = spawnSync(shell, args, { cwd: root, encoding: 'utf8', env: { ...process.env, PATH } });
  if (status !== 0) throw new Error(`${shell} ended with ${status}: ${stderr}`);
  return stdout;
};

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** What each shell makes of a line whose last word is being typed, through the functions that the shell itself would call. */
const shells = {
  bash: (words: readonly string[], path: readonly string[]) =>
    runIn(
      'bash',
      [
        '--norc',
        '-c',
        `eval "$(node ${quoted(bin)} completion bash)"
         COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}
         complete -p vyarna >/dev/null && _vyarna && printf '%s\\n' "\${COMPREPLY[@]}"`,
      ],
      path,
    ),
  zsh: (words: readonly string[], path: readonly string[]) =>
    runIn(
      'zsh',
      [
        '-fc',
        `compdef() { :; }
         _describe() { local each; for each in "\${(@P)2}"; do print -r -- "\${\${each//\\\\:/=colon=}%%:*}"; done; }
         _files() { if [[ $1 == -/ ]]; then print -l -- *(/); else print -l -- *; fi; }
         eval "$(node ${quoted(bin)} completion zsh)"
         words=(${words.map(quoted).join(' ')}); CURRENT=${words.length}; _vyarna`,
      ],
      path,
    ),
  fish: (words: readonly string[], path: readonly string[]) =>
    runIn('fish', ['--no-config', '-c', `node ${quoted(bin)} completion fish | source; complete -C ${quoted(words.join(' '))}`], path),
};

const completed = (output: string): readonly string[] =>
  output
    .split('\n')
    .map((line) => line.split('\t')[0]?.replace(/\/$/, '') ?? '')
    .filter((line) => line !== '')
    .sort();

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['a command', ['vyarna', 'gen'], ['generate']],
  ['an option', ['vyarna', 'generate', '--fl'], ['--flows']],
  ['a topic', ['vyarna', 'explain', 'place-'], ['place-order-entity', 'place-order-flow']],
  ['a topic on the bus, dead letters included', ['vyarna', 'consume', 'mail'], ['mail-receipts.shop.order.placed.v1.dlq']],
  ['a type', ['vyarna', 'explain', 'shop.Or'], ['shop.Order', 'shop.OrderStatus']],
  ['the value of an option', ['vyarna', 'explain', 'shop.Order', '--format', ''], ['json', 'text']],
  ['a folder', ['vyarna', 'generate', '--out', ''], ['contracts', 'flow-manager', 'generated']],
];

describe.each(Object.entries(shells))('completion in %s', (shell, complete) => {
  const isAway = !isHere(shell);
  if (isAway) console.log(`${shell} is not on this machine: what it completes is not tested.`);

  test.skipIf(isAway).each(cases)('%s', (_, words, expected) => {
    expect(completed(complete(words, [programs]))).toEqual(expected);
  });

  test.skipIf(isAway)('works where vyarna is an alias, and no program', () => {
    expect(completed(complete(['vyarna', 'gen'], []))).toEqual(['generate']);
  });
});

test('a script is asked for by the name of its shell', () => {
  const { status, stderr } = spawnSync(process.execPath, [bin, 'completion', 'powershell'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    2,
    'vyarna completion: There is no "powershell". There is: bash, zsh, fish, words. vyarna completion --help tells more.\n',
  ]);
});
