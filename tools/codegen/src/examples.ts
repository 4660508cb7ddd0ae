import { dirname } from 'node:path/posix';
import type { MessageExample } from '@vyarna/http/openapi';
import { type ContractSet, kebabCase, type LoadedMessage, type Place } from '@vyarna/loader';

/** A message's examples by its name: the files of its folder beside the contract, then those that the document itself holds. */
export const createExamples = (set: ContractSet): ((message: string) => readonly MessageExample[]) => {
  const byName = new Map(set.messages.map((message) => [message.model.name, message]));
  const folders = new Map<string, readonly string[]>();
  return (name) => {
    const message = byName.get(name);
    return message === undefined ? [] : placesOf(set, message, folders).flatMap((place, index) => asExample(set.sources.value(place), index));
  };
};

/** A file that cannot be read shows nothing: what is wrong with it, `vyarna check` says. */
const placesOf = ({ sources }: ContractSet, { place, key }: LoadedMessage, folders: Map<string, readonly string[]>): readonly Place[] => {
  const folder = `${dirname(place.file)}/examples`;
  const all = folders.get(folder) ?? sources.filesBelow(folder, '.json');
  folders.set(folder, all);
  const own = `${folder}/${kebabCase(key)}/`;
  const files = all.filter((file) => file.startsWith(own));
  const stored = files.flatMap((file) => sources.open(file) ?? []).filter(({ file }) => !sources.isBroken(file));
  return [...stored, ...sources.items(sources.get(place, 'examples'))];
};

/** An AsyncAPI Message Example Object; one without a payload, of headers alone, shows nothing here. */
const asExample = (value: unknown, index: number): readonly MessageExample[] => {
  if (typeof value !== 'object' || value === null || !('payload' in value)) return [];
  const { name, summary, payload } = value as { readonly name?: unknown; readonly summary?: unknown; readonly payload: unknown };
  return [{ name: typeof name === 'string' ? name : `example${index + 1}`, summary: typeof summary === 'string' ? summary : '', payload }];
};
