import type { TypeScriptOptions } from '@asyncapi/modelina';
import type { NamedType } from '@vyarna/avro';
import { type LocalNames, metaModelOf, type Origin } from './meta-model.ts';
import { InputMetaModel, TS_DESCRIPTION_PRESET, TypeScriptGenerator } from './modelina.ts';

type Mapping = TypeScriptOptions['typeMapping'];

const originOf = (model: { readonly originalInput: unknown }): Origin => model.originalInput as Origin;

const readonlyArray = (item: string): string => (/[ |]/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`);

/** Values as they are in memory: see `@vyarna/avro`. */
const typeMapping: Partial<Mapping> = {
  Any: () => 'null',
  Float: () => 'number',
  Boolean: () => 'boolean',
  String: ({ constrainedModel }) => constrainedModel.options.format ?? 'string',
  Reference: ({ constrainedModel }) => constrainedModel.name,
  Array: ({ constrainedModel }) => readonlyArray(constrainedModel.valueModel.type),
  Dictionary: ({ constrainedModel }) => `{ readonly [key: string]: ${constrainedModel.value.type} }`,
  Union: ({ constrainedModel }) => {
    const { branches } = originOf(constrainedModel);
    const types = constrainedModel.union.map(({ type }, index) => {
      return branches === undefined ? type : `{ readonly ${JSON.stringify(branches[index])}: ${type} }`;
    });
    return [...types, ...(constrainedModel.options.isNullable === true ? ['null'] : [])].join(' | ');
  },
};

const generator = new TypeScriptGenerator({
  modelType: 'interface',
  enumType: 'union',
  mapType: 'record',
  // Avro's names are names in TypeScript too: nothing is renamed.
  constraints: {
    modelName: ({ modelName }: { modelName: string }) => modelName,
    propertyKey: ({ objectPropertyModel }: { objectPropertyModel: { propertyName: string } }) => objectPropertyModel.propertyName,
  },
  typeMapping: typeMapping as Mapping,
  presets: [
    {
      interface: { self: ({ content }) => `export ${content}`, property: ({ content }) => `readonly ${content}` },
      type: { self: ({ content }) => `export ${content}` },
      enum: { self: ({ content }) => `export ${content}` },
    },
    // Last, so that the comment comes before `export`.
    TS_DESCRIPTION_PRESET,
  ],
});

/** Modelina gives every comment three lines. */
const ONE_LINE_COMMENT = /\/\*\*\n *\* (.*)\n *\*\//g;

/** The declaration of each type, in the order given. */
export const renderTypes = async (types: readonly NamedType[], names: LocalNames): Promise<readonly string[]> => {
  const input = new InputMetaModel();
  for (const type of types) input.models[type.name] = metaModelOf(type, names);
  const rendered = new Map(
    (await generator.generate(input)).map(({ modelName, result }) => [modelName, result.replaceAll(ONE_LINE_COMMENT, '/** $1 */')]),
  );
  return types.map((type) => rendered.get(names.type(type.name)) ?? '');
};
