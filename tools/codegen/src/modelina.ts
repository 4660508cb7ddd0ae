import { createRequire, registerHooks } from 'node:module';
import type * as modelina from '@asyncapi/modelina';
import type { ConstrainedMetaModel, TypeScriptOptions } from '@asyncapi/modelina';

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

/** What writes one declaration, by the presets of its kind. */
type Renderer = new (
  options: TypeScriptOptions,
  generator: modelina.TypeScriptGenerator,
  presets: readonly unknown[],
  model: ConstrainedMetaModel,
  input: modelina.InputMetaModel,
  dependencies: unknown,
) => { runSelfPreset(): Promise<string> };

const TYPESCRIPT = '@asyncapi/modelina/lib/cjs/generators/typescript';
const rendererOf = (name: string): Renderer => (load(`${TYPESCRIPT}/renderers/${name}.js`) as unknown as Record<string, Renderer>)[name] as Renderer;

export const renderers = { enum: rendererOf('EnumRenderer'), interface: rendererOf('InterfaceRenderer'), type: rendererOf('TypeRenderer') };
export const { TypeScriptGenerator } = load(`${TYPESCRIPT}/TypeScriptGenerator.js`);
export const { constrainMetaModel } = load('@asyncapi/modelina/lib/cjs/helpers/ConstrainHelpers.js');
export const {
  AnyModel,
  ArrayModel,
  ConstrainedAnyModel,
  ConstrainedArrayModel,
  ConstrainedDictionaryModel,
  ConstrainedEnumModel,
  ConstrainedObjectModel,
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
