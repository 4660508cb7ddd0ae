import { createRequire, registerHooks } from 'node:module';
import type * as modelina from '@asyncapi/modelina';

/**
 * Only Modelina's renderer and models: its readers of documents are never used here, and loading them costs half a second.
 * While these files load, the readers' module is replaced by an empty one.
 */
const EMPTY = 'modelina:no-readers';

const hooks = registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '../processors' && context.parentURL?.includes('/@asyncapi/modelina/') === true
      ? { url: EMPTY, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) => (url === EMPTY ? { format: 'commonjs', source: '', shortCircuit: true } : next(url, context)),
});

const load = createRequire(import.meta.url) as (path: string) => typeof modelina;

export const { TypeScriptGenerator } = load('@asyncapi/modelina/lib/cjs/generators/typescript/TypeScriptGenerator.js');
export const {
  AnyModel,
  ArrayModel,
  ConstrainedArrayModel,
  ConstrainedDictionaryModel,
  ConstrainedTupleModel,
  ConstrainedUnionModel,
  DictionaryModel,
  EnumModel,
  EnumValueModel,
  InputMetaModel,
  ObjectModel,
  ObjectPropertyModel,
  TupleModel,
  TupleValueModel,
  UnionModel,
} = load('@asyncapi/modelina/lib/cjs/models/index.js');

hooks.deregister();

/**
 * A generator merges its defaults into its options at its making, and then, several times for each model, into the ones that it made so itself. That is a
 * quarter of all rendering, and changes nothing: options that name a dependency manager are complete.
 */
const complete = TypeScriptGenerator.getOptions;
TypeScriptGenerator.getOptions = (options) =>
  options?.dependencyManager === undefined ? complete(options) : (options as ReturnType<typeof complete>);
