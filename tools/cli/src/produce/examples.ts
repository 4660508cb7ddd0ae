import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { didYouMean } from '@vyarna/avro';
import { formatFinding, kebabCase, loadContracts } from '@vyarna/loader';
import { UsageError } from '../command.ts';
import { contractFolders } from '../contract-folders.ts';
import type { Input } from './input.ts';

/** An AsyncAPI Message Example Object. */
interface Example {
  readonly name?: string;
  readonly payload?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/**
 * An example of a message in the contracts of the working folder: in its document, or in `examples/<message>/` beside it. Throws `UsageError`.
 */
export const exampleNamed = (message: string, name: string): Input => {
  const examples = examplesOf(message);
  const found = examples.get(name);
  if (found === undefined) {
    const names = [...examples.keys()];
    const hint = names.length === 0 ? 'It has none.' : didYouMean(name, names, `There is: ${names.join(', ')}.`);
    throw new UsageError(`${message} has no example ${name}. ${hint}`);
  }
  const headers = Object.fromEntries(Object.entries(found.headers ?? {}).map(([header, value]) => [header, String(value)]));
  return { from: `the example ${name}`, payload: found.payload, headers };
};

const examplesOf = (message: string): ReadonlyMap<string, Example> => {
  const folders = contractFolders({ contracts: undefined, flows: undefined });
  const { set, findings } = loadContracts(folders);
  if (set === null) throw new UsageError(`The contracts have errors: ${findings.map(formatFinding).join(' ')}`);
  const place = set.messages.find(({ model }) => model.name === message)?.place;
  if (place === undefined) throw new UsageError(`The contracts of the working folder have no message ${message}`);
  const written = set.sources.items(set.sources.get(place, 'examples')).map((each) => set.sources.value(each) as Example);
  const id = place.pointer.split('/').at(-1) ?? '';
  const folder = join(folders.root, dirname(place.file), 'examples', kebabCase(id));
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const read = files.sort().map((file): Example => {
    const example = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example;
    return { ...example, name: example.name ?? file.slice(0, -'.json'.length) };
  });
  return new Map([...written, ...read].flatMap((example) => (example.name === undefined ? [] : [[example.name, example]])));
};
