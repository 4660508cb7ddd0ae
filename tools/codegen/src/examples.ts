import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MessageExample } from '@vyarna/http/openapi';
import { type ContractSet, kebabCase } from '@vyarna/loader';

/** A message's examples: the files of its folder beside the contract, then those that the document itself holds. */
export const examplesOf = ({ root, messages, sources }: ContractSet, name: string): readonly MessageExample[] => {
  const message = messages.find(({ model }) => model.name === name);
  if (message === undefined) return [];
  const folder = join(root, dirname(message.place.file), 'examples', kebabCase(message.key));
  const written = sources.items(sources.get(message.place, 'examples')).map((place) => sources.value(place));
  return [...filesIn(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown), ...written].flatMap(asExample);
};

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
};

/** An AsyncAPI Message Example Object; one without a payload, of headers alone, shows nothing here. */
const asExample = (value: unknown, index: number): readonly MessageExample[] => {
  if (typeof value !== 'object' || value === null || !('payload' in value)) return [];
  const { name, summary, payload } = value as { readonly name?: unknown; readonly summary?: unknown; readonly payload: unknown };
  return [{ name: typeof name === 'string' ? name : `example${index + 1}`, summary: typeof summary === 'string' ? summary : '', payload }];
};
