import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';
import { didYouMean } from '@vyarna/avro/nearest-name';
import { type Argument, type Command, type Option, type Options, UsageError } from './command.ts';

type Word<Source> = Source extends { readonly choices: readonly (infer Choice)[] } ? Choice : string;

type OptionValue<O extends Option> = O extends { readonly value: string }
  ? O extends { readonly multiple: true }
    ? readonly Word<O>[]
    : Word<O> | undefined
  : boolean;

type ArgumentValue<A extends Argument> = A extends { readonly multiple: true }
  ? readonly string[]
  : A extends { readonly optional: true }
    ? Word<A> | undefined
    : Word<A>;

/** The words of a command line by the names of the command's options and arguments. */
export type Values<O extends Options = Options, A extends readonly Argument[] = readonly []> = {
  readonly [Name in keyof O]: OptionValue<O[Name]>;
} & {
  readonly [Each in A[number] as Each['name']]: ArgumentValue<Each>;
};

/** Reads the words after a command's name. Throws `UsageError`, naming what is closest, for what the command does not declare. */
export const parse = (
  { options = {}, arguments: declared = [] }: Pick<Command, 'options' | 'arguments'>,
  words: readonly string[],
): Values<Options, readonly Argument[]> => {
  const { tokens, positionals } = parseArgs({ args: [...words], options: descriptors(options), allowPositionals: true, strict: false, tokens: true });
  const values: Record<string, string | boolean | string[] | undefined> = {};
  for (const [name, { value, multiple }] of Object.entries(options)) values[name] = value === undefined ? false : multiple ? [] : undefined;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw new UsageError(`There is no option ${token.rawName}. ${otherOptions(token.rawName, Object.keys(options))}`);
    values[token.name] = optionValue(token, option, values[token.name]);
  }
  declared.forEach((argument, index) => {
    const word = positionals[index];
    if (argument.multiple) {
      values[argument.name] = positionals.slice(index);
      return;
    }
    if (word === undefined && argument.optional !== true) throw new UsageError(`${labelOf(argument)} is missing: ${argument.summary}`);
    if (word !== undefined) refuseOther(word, argument.choices, '');
    values[argument.name] = word;
  });
  const extra = positionals[declared.length];
  if (extra !== undefined && declared.at(-1)?.multiple !== true) throw new UsageError(`"${extra}" is one word too many`);
  return values as Values<Options, readonly Argument[]>;
};

/** The declared choices, else the name in capitals. */
export const labelOf = ({ name, choices }: Pick<Argument, 'name' | 'choices'>): string => choices?.join('|') ?? name;

const descriptors = (options: Options): Record<string, ParseArgsOptionDescriptor> =>
  Object.fromEntries(
    Object.entries(options).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  );

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

const optionValue = ({ rawName, value, inlineValue }: OptionToken, option: Option, before: unknown): string | boolean | string[] => {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  // A word that looks like an option is one, unless it is tied to this one by "=".
  if (value === undefined || (inlineValue === false && /^-./.test(value) && value !== '-')) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  }
  refuseOther(value, option.choices, `${rawName} `);
  if (option.multiple === true) return [...(before as string[]), value];
  if (before !== undefined) throw new UsageError(`${rawName} is given twice`);
  return value;
};

const refuseOther = (word: string, choices: readonly string[] | undefined, before: string): void => {
  if (choices === undefined || choices.includes(word)) return;
  throw new UsageError(`There is no ${before}"${word}". ${didYouMean(word, choices, `There is: ${choices.join(', ')}.`)}`);
};

const otherOptions = (given: string, names: readonly string[]): string => {
  const known = [...names, 'help'].map((name) => `--${name}`);
  return didYouMean(given, known, `There is: ${known.join(', ')}.`);
};
