/** One schema gives type, codec and validator: they must be of one mind about values that fit and values that do not. */
import { type AvroJson, createCodec, resolveSchemas } from '@vyarna/avro';
import { anyCase, type Case } from '@vyarna/avro/testing';
import { createContracts, parseBundle } from '@vyarna/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GeneratedFile } from './generated-file.ts';
import { compile } from './testing/compile.ts';
import { generateFrom } from './testing/generate-from.ts';
import { faultsOf, literalOf } from './testing/typed-literal.ts';

const CASES = 60;
const FAULTS_OF_A_CASE = 12;

/** Printed with each failure: with the seed set here, the same schemas and values are made again. */
const seed = Math.trunc(Math.random() * 2 ** 31);

const document = `
asyncapi: 3.1.0
info: { title: made, version: 1.0.0 }
channels:
  made:
    address: made.thing.done.v1
    messages:
      Made: { name: made.thing.done.v1, payload: { schemaFormat: 'application/vnd.apache.avro+json;version=1.12.0', schema: { $ref: r.avsc } } }
`;

interface Made extends Case {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
  /** The module of the root, \`R\`. */
  readonly module: string;
}

const make = async ({ schema, value }: Case, index: number): Promise<Made> => {
  const files = await generateFrom({ 'contracts/made/asyncapi.yaml': document, 'contracts/made/r.avsc': JSON.stringify(schema) });
  const module = files.find(({ text }) => text.includes('export interface R '))?.path;
  if (module === undefined) throw new Error(`There is no type R (seed ${seed}): ${JSON.stringify(schema)}`);
  const folder = `case${index}`;
  return { schema, value, folder, files: files.map(({ path, text }) => ({ path: `${folder}/${path}`, text })), module };
};

const typesOf = (schema: AvroJson) => {
  const { roots, types } = resolveSchemas([{ id: '', file: '', text: JSON.stringify(schema) }]);
  const root = roots.get('');
  if (root === undefined) throw new Error('The schema has no root.');
  return { root, types };
};

const source = ({ module }: Made, lines: readonly string[]): string => {
  const text = lines.join('\n');
  const shared = text.includes(' as C.') ? "import type * as C from '@vyarna/contract';\n" : '';
  return `${shared}import type { ${text.includes(': R =') ? 'R, ' : ''}RInit } from './${module}';\n${text}\n`;
};

/** Without the fields of the root that have a default, but for those called as what every object has by birth: to the compiler they are there. */
const sparse = ({ schema, value }: Case): unknown => {
  const { fields } = schema as { readonly fields: readonly { readonly name: string; readonly default?: unknown }[] };
  const left = fields
    .filter((field) => !('default' in field) || field.name in {})
    .map(({ name }) => [name, (value as { readonly [name: string]: unknown })[name]]);
  return Object.fromEntries(left);
};

/** The compiler finds these in every object, so it lets pass what lacks them, and more. */
const hasInheritedNames = ({ schema }: Case): boolean => /"name":"(constructor|toString|valueOf|hasOwnProperty)"/.test(JSON.stringify(schema));

const faultsOfCase = ({ schema, value }: Case, index: number) => {
  const { root, types } = typesOf(schema);
  const faults = faultsOf(root, value, types);
  return faults.length <= FAULTS_OF_A_CASE ? faults : fc.sample(fc.constantFrom(...faults), { seed: seed + index, numRuns: FAULTS_OF_A_CASE });
};

describe(`schemas made at random (seed ${seed})`, () => {
  let cases: readonly Made[] = [];
  beforeAll(async () => {
    cases = await Promise.all(fc.sample(anyCase, { seed, numRuns: CASES }).map(make));
  }, 60_000);

  test('a value that fits has the generated type, and a value with a fault has not', () => {
    const usage = cases.flatMap((made, index): readonly GeneratedFile[] => {
      const { root, types } = typesOf(made.schema);
      const valid = [
        `export const read: R = ${literalOf(root, made.value, types)};`,
        'export const sent: RInit = read;',
        `export const given: RInit = ${literalOf(root, sparse(made), types)};`,
      ];
      const faults = hasInheritedNames(made) ? [] : faultsOfCase(made, index);
      const faulty = faults.flatMap(({ literal }, at) => [`// @ts-expect-error`, `export const fault${at}: RInit = ${literal};`]);
      return [
        { path: `${made.folder}/valid.ts`, text: source(made, valid) },
        ...(faults.length === 0 ? [] : [{ path: `${made.folder}/faulty.ts`, text: source(made, faulty) }]),
      ];
    });
    expect(usage.filter(({ text }) => text.includes('@ts-expect-error')).length).toBeGreaterThan(CASES / 5);
    const said = compile([...cases.flatMap(({ files }) => files), ...usage]);
    const lineOf = (line: string): string => {
      const [, path, number] = /^(.*?)\((\d+),/.exec(line) ?? [];
      return (
        usage
          .find((file) => file.path === path)
          ?.text.split('\n')
          .slice(Number(number) - 1, Number(number) + 1)
          .join('\n') ?? ''
      );
    };
    expect(said.map((line) => `${line}\n${lineOf(line)}`)).toEqual([]);
  }, 60_000);

  test('the contracts loaded from it check and write the same values, and refuse the same faults', () => {
    let faults = 0;
    for (const [index, made] of cases.entries()) {
      const bundle = made.files.find(({ path }) => path.endsWith('bundle.json'))?.text ?? '';
      const contracts = createContracts(parseBundle(bundle, 'bundle.json'));
      const codec = createCodec(contracts.schemaOf('test.R'));
      expect(contracts.validate('test.R', made.value)).toEqual([]);
      expect(codec.encode(made.value)).toEqual(createCodec(made.schema).encode(made.value));
      for (const { value } of faultsOfCase(made, index)) {
        faults++;
        expect(contracts.validate('test.R', value), JSON.stringify(value)).not.toEqual([]);
        expect(() => codec.encode(value), JSON.stringify(value)).toThrow(expect.objectContaining({ name: 'CodecError' }));
      }
    }
    expect(faults).toBeGreaterThan(CASES);
  }, 60_000);
});
