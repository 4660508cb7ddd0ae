import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection } from './case.ts';

const PASSED_OVER = /(?:^|\/)(?:\.[^/]*|node_modules)\//;

/** Every schema, and every file that may be a document or a part of one, below a folder at any depth. */
export const readCollection = (folder: string): Collection => {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(avsc|ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !PASSED_OVER.test(name));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
};
