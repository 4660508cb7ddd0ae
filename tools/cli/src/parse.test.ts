import { expect, test } from 'vitest';
import { defineCommand } from './command.ts';
import { helpOf } from './help.ts';
import { parse } from './parse.ts';

const command = defineCommand({
  summary: 'does a thing',
  arguments: [
    { name: 'ACTION', choices: ['push', 'pull'], summary: 'which way' },
    { name: 'NAME', summary: 'of the thing', optional: true },
  ],
  options: {
    local: { summary: 'only here', short: 'l' },
    format: { value: 'FORMAT', choices: ['text', 'json'], summary: 'how it is told (text)' },
    header: { value: 'NAME=VALUE', multiple: true, summary: 'one more' },
  },
  notes: 'Exit codes: 0 done.',
  run: async () => 0,
});

const nothing = { ACTION: 'push', NAME: undefined, local: false, format: undefined, header: [] };

test.each([
  [['push'], nothing],
  [['push', 'one', '-l'], { ...nothing, NAME: 'one', local: true }],
  [['--format=json', 'pull'], { ...nothing, ACTION: 'pull', format: 'json' }],
  [['--header', 'a=1', 'push', '--header=-b'], { ...nothing, header: ['a=1', '-b'] }],
  [['push', '--', '--local'], { ...nothing, NAME: '--local' }],
])('%j is read by the declared names', (words, values) => {
  expect(parse(command, words)).toEqual(values);
});

test('an argument that may be several takes all words that are left', () => {
  const several = {
    arguments: [
      { name: 'FIRST', summary: 'one' },
      { name: 'REST', summary: 'more', multiple: true },
    ],
  };
  expect(parse(several, ['a', 'b', 'c'])).toEqual({ FIRST: 'a', REST: ['b', 'c'] });
  expect(parse(several, ['a'])).toEqual({ FIRST: 'a', REST: [] });
});

test.each([
  [[], 'push|pull is missing: which way'],
  [['psuh'], 'There is no "psuh". Did you mean "push"?'],
  [['push', 'a', 'b'], '"b" is one word too many'],
  [['push', '--formt', 'json'], 'There is no option --formt. Did you mean "--format"?'],
  [['push', '--zzzzzz'], 'There is no option --zzzzzz. There is: --local, --format, --header, --help.'],
  [['push', '--constructor'], 'There is no option --constructor. There is: --local, --format, --header, --help.'],
  [['push', '--format', 'yaml'], 'There is no --format "yaml". There is: text, json.'],
  [['push', '--format'], '--format needs a value: --format FORMAT'],
  [['push', '--format', '--local'], '--format needs a value: --format FORMAT'],
  [['push', '--format', 'json', '--format', 'text'], '--format is given twice'],
  [['push', '--local=yes'], '--local takes no value'],
])('%j is refused: %s', (words, message) => {
  expect(() => parse(command, words)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test('the help text follows from the same declaration', () => {
  expect(helpOf('thing', command)).toBe(
    [
      'vyarna thing: does a thing',
      '',
      'Usage: vyarna thing push|pull [NAME] [options]',
      '',
      '  push|pull            which way',
      '  NAME                 of the thing',
      '  -l, --local          only here',
      '  --format text|json   how it is told (text)',
      '  --header NAME=VALUE  one more',
      '',
      'Exit codes: 0 done.',
    ].join('\n'),
  );
});
