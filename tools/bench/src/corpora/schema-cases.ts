import type { Case, Collection } from './case.ts';
import { type SchemaNames, schemaNames } from './schema-names.ts';

/**
 * One contract folder for each `.avsc` of a collection: the schema, the schemas it needs for the types it names, and a document with a channel
 * that carries it. Collections define one type many times over (releases, tests): of several that are needed the one that lies nearest is taken.
 */
export const schemaCases = (collection: Collection): readonly Case[] => {
  const schemas = [...collection].filter(([name]) => name.endsWith('.avsc'));
  const names = new Map(schemas.map(([name, text]) => [name, schemaNames(text)]));
  return schemas.map(([name]) => {
    const needed = [name, ...neededBy(name, names)];
    return { name, files: new Map([['asyncapi.yaml', documentOf(name)], ...needed.map((file) => [file, collection.get(file) ?? ''] as const)]) };
  });
};

const neededBy = (name: string, names: ReadonlyMap<string, SchemaNames>): readonly string[] => {
  const found = [name];
  for (const file of found) {
    for (const meanings of names.get(file)?.used ?? []) {
      const has = (other: string): boolean => meanings.some((meaning) => names.get(other)?.defined.has(meaning));
      if (found.some(has)) continue;
      const nearest = [...names.keys()].filter(has).sort((a, b) => shared(b, name) - shared(a, name))[0];
      if (nearest !== undefined) found.push(nearest);
    }
  }
  return found.slice(1);
};

/** How many folders two paths have in common, from the top. */
const shared = (a: string, b: string): number => {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && left[count] === right[count]) count += 1;
  return count;
};

const documentOf = (schema: string): string => `asyncapi: 3.1.0
info: { title: corpus, version: 1.0.0 }
channels:
  told:
    address: told
    messages:
      Told: { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: ${JSON.stringify(`./${encodeURI(schema)}`)} } } }
operations:
  tell: { action: send, channel: { $ref: '#/channels/told' } }
  listen: { action: receive, channel: { $ref: '#/channels/told' } }
`;
