import { dirname, join, normalize, relative } from 'node:path/posix';
import type { Case, Collection } from './case.ts';

/** As the loader tells a document: the key stands at the top. */
const DOCUMENT = /^(?:\s{0,4}|\s*\{\s*)["']?asyncapi["']?\s*:/m;

/** One contract folder for each AsyncAPI document of a collection, with the files it refers to. */
export const documentCases = (collection: Collection): readonly Case[] =>
  [...collection]
    .filter(([name, text]) => !name.endsWith('.avsc') && DOCUMENT.test(text))
    .map(([name]) => {
      const files = withReferred(name, collection);
      // The folders around say nothing of it, and one may be called as those that hold no contracts are.
      const around = files.map(dirname).reduce(shared);
      return { name, files: new Map(files.map((file) => [relative(around, file), collection.get(file) ?? ''])) };
    });

/** The folder that two folders have in common. */
const shared = (a: string, b: string): string => {
  let folder = a;
  while (folder !== '.' && b !== folder && !b.startsWith(`${folder}/`)) folder = dirname(folder);
  return folder;
};

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
