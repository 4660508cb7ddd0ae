import type { Argument, Command, Option } from '../command.ts';

interface Suggestion {
  readonly word: string;
  readonly summary: string;
}

/** What may stand where a person is typing: files or folders, which the shell knows best, or these words. */
export type Suggestions = 'files' | 'directories' | readonly Suggestion[];

export interface Commands {
  readonly names: readonly string[];
  readonly load: (name: string) => Promise<Command>;
}

/** `words` are those behind `vyarna`; the last is the one being typed and may be empty. */
export const suggest = async (words: readonly string[], { names, load }: Commands): Promise<Suggestions> => {
  const [name = '', ...rest] = words;
  if (rest.length === 0) {
    const commands = await Promise.all(names.map(async (each) => ({ word: each, summary: (await load(each)).summary })));
    return beginning(name, commands);
  }
  if (!names.includes(name)) return [];
  const typed = rest.at(-1) ?? '';
  const { option, argument, given } = place(await load(name), rest.slice(0, -1));
  // Bash makes words of their own of "=" and what is behind it.
  if (option !== undefined) return valuesOf(option, typed === '=' ? '' : typed);
  if (given === undefined) return argument === undefined ? [] : valuesOf(argument, typed);
  const [, assigned, value = ''] = /^--([^=]+)=(.*)$/s.exec(typed) ?? [];
  if (assigned !== undefined) {
    const values = given.options[assigned]?.value === undefined ? [] : await valuesOf(given.options[assigned], value);
    return typeof values === 'string' ? [] : values.map(({ word, summary }) => ({ word: `--${assigned}=${word}`, summary }));
  }
  if (typed.startsWith('-')) return beginning(typed, optionsLeft(given));
  return argument === undefined ? beginning(typed, optionsLeft(given)) : valuesOf(argument, typed);
};

interface Given {
  readonly options: Readonly<Record<string, Option>>;
  readonly names: ReadonlySet<string>;
}

interface Where {
  /** The option whose value is being typed. */
  readonly option?: Option;
  /** The argument that the next word is. */
  readonly argument?: Argument;
  /** The options that went before; undefined behind `--`, where no word is one. */
  readonly given?: Given;
}

/** Where the next word stands, behind these. */
const place = ({ options = {}, arguments: declared = [] }: Pick<Command, 'options' | 'arguments'>, before: readonly string[]): Where => {
  const names = new Set<string>();
  let position = 0;
  const argumentHere = () => declared[position] ?? (declared.at(-1)?.multiple === true ? declared.at(-1) : undefined);
  for (let index = 0; index < before.length; index += 1) {
    const word = before[index] ?? '';
    if (word === '--') {
      position += before.length - index - 1;
      return present({ argument: argumentHere() });
    }
    if (!word.startsWith('-') || word === '-') {
      position += 1;
      continue;
    }
    const [, name = ''] = /^--([^=]+)/.exec(word) ?? [undefined, longName(options, word)];
    names.add(name);
    if (options[name]?.value === undefined || word.includes('=')) continue;
    if (before[index + 1] === '=') index += 1;
    index += 1;
    if (index >= before.length) return present({ option: options[name] });
  }
  return present({ argument: argumentHere(), given: { options, names } });
};

const present = (where: { readonly [Key in keyof Where]: Where[Key] | undefined }): Where =>
  Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));

const longName = (options: Readonly<Record<string, Option>>, word: string): string =>
  Object.entries(options).find(([, { short }]) => `-${short}` === word)?.[0] ?? '';

const optionsLeft = ({ options, names }: Given): readonly Suggestion[] => [
  ...Object.entries(options).flatMap(([name, { summary, multiple }]) =>
    names.has(name) && multiple !== true ? [] : [{ word: `--${name}`, summary }],
  ),
  { word: '--help', summary: 'tell more' },
];

const valuesOf = async ({ choices, complete }: Pick<Option, 'choices' | 'complete'>, typed: string): Promise<Suggestions> => {
  if (choices === undefined && complete === 'file') return 'files';
  if (choices === undefined && complete === 'directory') return 'directories';
  const words = choices ?? (typeof complete === 'function' ? await complete() : []);
  return beginning(
    typed,
    words.map((word) => ({ word, summary: '' })),
  );
};

const beginning = (typed: string, suggestions: readonly Suggestion[]): readonly Suggestion[] =>
  suggestions.filter(({ word }) => word.startsWith(typed));
