import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContracts } from '@vyarna/contract';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kebabCase } from './case.ts';
import { loadContracts } from './load.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { set } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });

interface Document {
  readonly components?: { readonly messages?: Readonly<Record<string, { readonly name: string }>> };
}

/** `contracts/<app>/examples/<message>/<example>.json`, with the message's key in kebab case. */
const examples = globSync('contracts/*/examples/*/*.json', { cwd: root }).sort();

test.each(examples)('%s is an example of its message', (path) => {
  const folder = dirname(path);
  const document = parse(readFileSync(join(root, folder, '../../asyncapi.yaml'), 'utf8')) as Document;
  const found = Object.entries(document.components?.messages ?? {}).find(([key]) => kebabCase(key) === basename(folder));
  if (set === null || found === undefined) throw new Error(`${path} belongs to no message`);
  const contracts = createContracts(set.bundle);
  const { name, summary, payload } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
  expect([name, typeof summary]).toEqual([basename(path, '.json'), 'string']);
  expect(contracts.validate(contracts.payloadOf(found[1].name), payload)).toEqual([]);
});
