import type { Incompatibility } from './incompatibility.ts';

/** An incompatibility in words for people: what is wrong, and what would mend it. */
export const explainIncompatibility = ({ type, message }: Incompatibility): string => {
  switch (type) {
    case 'READER_FIELD_MISSING_DEFAULT_VALUE':
      return `The writer has no field "${message}", and the reader's has no default. Give it one.`;
    case 'MISSING_ENUM_SYMBOLS':
      return `The writer may send the symbols ${message.slice(1, -1)}, which the reader does not know. Keep them, or give the reader's enum a default.`;
    case 'NAME_MISMATCH': {
      const name = message.replace('expected: ', '');
      return `The writer's type is called ${name}. Keep the name, or give the reader's type ${aliasFor(name)}.`;
    }
    case 'FIXED_SIZE_MISMATCH': {
      const [written = '', read = ''] = message.match(/\d+/g) ?? [];
      return `The writer sends ${written} bytes, the reader expects ${read}. The size of a fixed cannot change.`;
    }
    case 'MISSING_UNION_BRANCH':
      return `The writer may send ${lastWord(message)}, for which the reader's union has no branch that fits. Keep the branch.`;
    case 'TYPE_MISMATCH': {
      const [, read = '', written = ''] = /reader type: (\w+) not compatible with writer type: (\w+)/.exec(message) ?? [];
      return `The writer sends ${written.toLowerCase()}, the reader expects ${read.toLowerCase()}.`;
    }
  }
};

/** The alias under which a type reads one of this full name. An alias is compared in full, and without a namespace it is in that of its own type. */
export const aliasFor = (name: string): string =>
  name.includes('.')
    ? `the alias "${name}", with its namespace: without one an alias is in that of its own type`
    : `the alias "${name}", written ".${name}" where that type has a namespace`;

const lastWord = (message: string): string => (message.split(' ').at(-1) ?? '').toLowerCase();
