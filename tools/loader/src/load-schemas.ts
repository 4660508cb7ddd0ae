import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type NamedDefinition, type NamedType, resolveSchemas } from '@vyarna/avro';
import type { Finding } from './finding.ts';
import type { Sources } from './sources.ts';

export interface Schemas {
  readonly types: ReadonlyMap<string, NamedType>;
  readonly definitions: readonly NamedDefinition[];
  /** The full name of the type that a schema file is about. */
  readonly typeOfFile: ReadonlyMap<string, string>;
}

/** Names of files below a folder that end so, relative to `root`, sorted; empty where there is no folder. */
export const filesBelow = (root: string, folder: string, ending: string): readonly string[] => {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)
    .sort();
};

/** Reads every application's `schemas/`; types refer to each other by full name over all of them. */
export const loadSchemas = (sources: Sources, root: string, contracts: string, folders: readonly string[]): Schemas => {
  const files = folders.flatMap((folder) => filesBelow(root, `${contracts}/${folder}/schemas`, '.avsc'));
  const { types, definitions, roots, findings } = resolveSchemas(files.map((file) => ({ id: file, file, text: sources.text(file) })));
  sources.findings.push(...(findings as readonly Finding[]));
  const typeOfFile = new Map<string, string>();
  for (const file of files) {
    const type = roots.get(file);
    if (type?.kind === 'reference') typeOfFile.set(file, type.name);
    else if (type !== undefined) sources.report({ file, line: 1, column: 1 }, 'unnamed-type', 'A schema file must define a named type.');
  }
  return { types, definitions, typeOfFile };
};
