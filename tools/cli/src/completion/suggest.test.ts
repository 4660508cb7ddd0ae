import { expect, test } from 'vitest';
import { defineCommand } from '../command.ts';
import { type Suggestions, suggest } from './suggest.ts';

const send = defineCommand({
  summary: 'sends a thing',
  arguments: [
    { name: 'TOPIC', summary: 'where to', complete: async () => ['orders', 'orders.dlq', 'payments'] },
    { name: 'FILE', summary: 'what', complete: 'file', multiple: true },
  ],
  options: {
    format: { value: 'FORMAT', choices: ['text', 'json'], summary: 'how', short: 'f' },
    header: { value: 'NAME=VALUE', multiple: true, summary: 'one more' },
    out: { value: 'DIR', complete: 'directory', summary: 'where' },
    local: { summary: 'only here' },
  },
  run: async () => 0,
});
const other = defineCommand({ summary: 'does nothing', run: async () => 0 });

const words = (suggestions: Suggestions): Suggestions | readonly string[] =>
  typeof suggestions === 'string' ? suggestions : suggestions.map(({ word }) => word);

const asked = async (...typed: readonly string[]) =>
  words(await suggest(typed, { names: ['other', 'send'], load: async (name) => (name === 'send' ? send : other) }));

const options = ['--format', '--header', '--out', '--local', '--help'];

test.each([
  ['a command', ['s'], ['send']],
  ['any command', [''], ['other', 'send']],
  ['nothing for a command there is not', ['sned', ''], []],
  ['the first argument', ['send', 'ord'], ['orders', 'orders.dlq']],
  ['the first argument behind options', ['send', '--local', '-f', 'json', 'p'], ['payments']],
  ['the files of the shell for the next one', ['send', 'orders', 'x'], 'files'],
  ['and for all that follow', ['send', 'orders', 'x', 'y', ''], 'files'],
  ['the options', ['send', '--'], options],
  ['the options of a command without arguments', ['other', ''], ['--help']],
  ['the options that were not given yet', ['send', '--local', '--format=json', '--header', 'a=b', '-'], ['--header', '--out', '--help']],
  ['the values of an option', ['send', '--format', ''], ['text', 'json']],
  ['the values of its short form', ['send', '-f', 'j'], ['json']],
  ['the values behind "="', ['send', '--format=j'], ['--format=json']],
  ['the values behind a "=" that bash made a word', ['send', '--format', '=', 'j'], ['json']],
  ['the values directly behind that "="', ['send', '--format', '='], ['text', 'json']],
  ['the folders of the shell', ['send', '--out', ''], 'directories'],
  ['nothing for a value that can be anything', ['send', '--header', ''], []],
  ['nothing for the value of a switch or of no option', ['send', '--local=x'], []],
  ['no options behind --', ['send', '--', 'or'], ['orders', 'orders.dlq']],
])('it suggests %s', async (_, typed, expected) => {
  expect(await asked(...typed)).toEqual(expected);
});

test('a suggestion says what it is', async () => {
  expect(await suggest(['send', '--lo'], { names: ['send'], load: async () => send })).toEqual([{ word: '--local', summary: 'only here' }]);
});
