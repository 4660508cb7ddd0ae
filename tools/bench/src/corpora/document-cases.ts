import { dirname, join, normalize } from 'node:path/posix';
import type { Case, Collection } from './case.ts';

const DOCUMENT = /^\s*["']?asyncapi["']?\s*:/m;

/** One contract folder for each AsyncAPI document of a collection, with the files it refers to. */
export const documentCases = (collection: Collection): readonly Case[] =>
  [...collection]
    .filter(([name, text]) => !name.endsWith('.avsc') && DOCUMENT.test(text))
    .map(([name]) => ({ name, files: new Map(withReferred(name, collection).map((file) => [file, collection.get(file) ?? ''])) }));

const withReferred = (name: string, collection: Collection): readonly string[] => {
  const found = [name];
  for (const file of found) {
    for (const [, path = ''] of (collection.get(file) ?? '').matchAll(/\$ref["']?\s*:\s*["']?([^"'#\s,}]+)/g)) {
      const target = normalize(join(dirname(file), path));
      if (collection.has(target) && !found.includes(target)) found.push(target);
    }
  }
  return found;
};
