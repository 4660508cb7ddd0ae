import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

export interface Source {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
}

const isTest = (path: string): boolean => /\.test\.ts$|\/testing\/|\/e2e\//.test(path);

/** Every hand-written program file of the repository. */
export function handWrittenSources(): Source[] {
  return globSync('{libs,services,tools,flow-manager,gateway,schema-registry}/**/*.{ts,js}', { cwd: repository, exclude: ['**/node_modules/**'] })
    .sort()
    .map((path) => ({ path, text: readFileSync(resolve(repository, path), 'utf8'), isTest: isTest(path) }));
}
