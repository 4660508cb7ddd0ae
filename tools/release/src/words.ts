import { aliasFor, type Incompatibility, type VersionVerdict } from '@vyarna/avro';

/**
 * What is wrong with a change, for whoever made it: `backward` the new schema cannot read what an old version wrote, `forward` an old version cannot read
 * what the new schema writes. Only the new schema can still be put right.
 */
export const breakWords = (direction: VersionVerdict['direction'], { type, message }: Pick<Incompatibility, 'type' | 'message'>): string => {
  const isNew = direction === 'backward';
  switch (type) {
    case 'READER_FIELD_MISSING_DEFAULT_VALUE':
      return isNew
        ? `the field "${message}" is not in the old data, and has no default. Give it one.`
        : `the field "${message}" is gone, and old readers have no default for it. Keep it.`;
    case 'MISSING_ENUM_SYMBOLS': {
      const symbols = message.slice(1, -1);
      return isNew
        ? `the old data may hold ${symbols}, which the enum no longer has. Keep them, or give the enum a default.`
        : `old readers do not know ${symbols}, and their enum has no default. Leave them out.`;
    }
    case 'NAME_MISMATCH': {
      const name = message.replace('expected: ', '');
      return isNew
        ? `the type was called ${name}. Keep the name, or give it ${aliasFor(name)}.`
        : `the type is called ${name} now. Keep the old name.`;
    }
    case 'FIXED_SIZE_MISMATCH': {
      const [written = '', read = ''] = message.match(/\d+/g) ?? [];
      return `its size was ${isNew ? written : read} bytes and is ${isNew ? read : written}. The size of a fixed cannot change.`;
    }
    case 'MISSING_UNION_BRANCH': {
      const branch = (message.split(' ').at(-1) ?? '').toLowerCase();
      return isNew
        ? `the old data may hold "${branch}", for which there is no branch. Keep the branch.`
        : `it may hold "${branch}", for which old readers have no branch. Leave the branch out.`;
    }
    case 'TYPE_MISMATCH': {
      const [, read = '', written = ''] = /reader type: (\w+) not compatible with writer type: (\w+)/.exec(message) ?? [];
      const [was = '', is = ''] = isNew ? [written, read] : [read, written];
      return `it was "${was.toLowerCase()}" and is "${is.toLowerCase()}". Keep the type, or add a field of another name.`;
    }
  }
};

/** `version 1`, `versions 1 and 2`, `versions 1, 2 and 3`. */
export const versionWords = (versions: readonly number[]): string => `version${versions.length === 1 ? '' : 's'} ${listed(versions.map(String))}`;

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
