import type { ConstrainedMetaModel, MetaModel, TypeScriptPreset as Preset, TypeScriptOptions } from '@asyncapi/modelina';
import { docComment, LINE_WIDTH } from './doc-comment.ts';
import { propertyKey, quoted } from './identifiers.ts';
import {
  ConstrainedAnyModel,
  ConstrainedEnumModel,
  ConstrainedObjectModel,
  constrainMetaModel,
  InputMetaModel,
  renderers,
  TypeScriptGenerator,
} from './modelina.ts';
import { type Origin, originOf } from './models.ts';
import { layout, layoutUnion, typeMapping } from './type-text.ts';

/** Nothing is renamed: the names of contracts are names in TypeScript too, or were made so before. */
const constraints = {
  modelName: ({ modelName }: { modelName: string }) => modelName,
  propertyKey: ({ objectPropertyModel }: { objectPropertyModel: unknown }) => (objectPropertyModel as { key: string }).key,
  enumKey: ({ enumKey }: { enumKey: string }) => enumKey,
  enumValue: ({ enumValue }: { enumValue: string }) => quoted(enumValue),
};

/** The type after `:` or `=`, with the space between unless it begins on the next line. */
const spaced = (type: string): string => (type.startsWith('\n') ? type : ` ${type}`);

const declaration = (model: ConstrainedMetaModel, type: (column: number) => string): string => {
  const head = `export type ${model.name} =`;
  return `${docComment(originOf(model).doc)}${head}${spaced(type(head.length + 1))};`;
};

const interfaceHead = (name: string, base: Origin['base']): string => {
  const head = `export interface ${name}`;
  if (base === undefined) return head;
  const without = base.without.map(quoted);
  const flat = `extends Omit<${base.name}, ${without.join(' | ')}>`;
  if (head.length + flat.length + 3 <= LINE_WIDTH) return `${head} ${flat}`;
  if (flat.length + 4 <= LINE_WIDTH) return `${head}\n  ${flat}`;
  const [only] = without;
  const keys = without.length === 1 ? `\n    ${only}` : without.map((key) => `\n    | ${key}`).join('');
  return `${head}\n  extends Omit<\n    ${base.name},${keys}\n  >`;
};

const PRESET: Preset = {
  interface: {
    self: ({ model, content }) => {
      const { doc, base } = originOf(model);
      const body = Object.keys(model.properties).length === 0 ? '{}' : content.slice(content.indexOf('{'));
      return `${docComment(doc)}${interfaceHead(model.name, base)} ${body}`;
    },
    property: ({ model, property }) => {
      const { propertyDocs = [], isIndexed } = originOf(model);
      const place = Number(property.propertyName.slice(1));
      const doc = propertyDocs[place] ?? [];
      const isIndex = isIndexed === true && place === propertyDocs.length - 1;
      const name = isIndex ? '[key: string]' : propertyKey(property.unconstrainedPropertyName);
      const key = `readonly ${name}${property.required ? '' : '?'}:`;
      // The renderer indents what it is given by two columns.
      return `${docComment(doc, 2)}${key}${spaced(layout(property.property, 2, key.length + 3))};`;
    },
  },
  type: { self: ({ model }) => declaration(model, (column) => layout(model, 0, column)) },
  enum: {
    self: ({ model }) =>
      declaration(model, (column) =>
        layoutUnion(
          model.values.map(({ value }) => String(value)),
          column,
        ),
      ),
  },
};

const generator = new TypeScriptGenerator({
  modelType: 'interface',
  enumType: 'union',
  mapType: 'record',
  constraints,
  typeMapping: typeMapping as TypeScriptOptions['typeMapping'],
});

/** Every import is written by us. */
const NO_DEPENDENCIES = { dependencies: [] } as never;
const NO_INPUT = new InputMetaModel();

/** Models whose type does not follow from those inside them. */
const TYPED_AT_ONCE = [ConstrainedAnyModel, ConstrainedObjectModel, ConstrainedEnumModel];

const { options } = generator;
/** Modelina's own lay out an interface, whose properties are ours. What ours would throw away, they are not asked for. */
const presets = {
  enum: [[PRESET.enum, undefined]],
  interface: [
    [{ self: options.defaultPreset?.interface?.self }, options],
    [PRESET.interface, undefined],
  ],
  type: [[PRESET.type, undefined]],
};
const kindOf = (model: ConstrainedMetaModel): keyof typeof renderers => {
  if (model instanceof ConstrainedObjectModel) return 'interface';
  return model instanceof ConstrainedEnumModel ? 'enum' : 'type';
};

/**
 * The text of each declaration, in the order given. Modelina's parts are called one by one: `generate()` merges its options anew three times for each
 * model, which costs more than all the rest.
 */
export const renderDeclarations = (models: readonly MetaModel[]): Promise<readonly string[]> =>
  Promise.all(
    models.map((metaModel) => {
      const context = { metaModel, dependencyManager: NO_DEPENDENCIES, options, constrainedName: '' };
      const model = constrainMetaModel(options.typeMapping, options.constraints, context, TYPED_AT_ONCE);
      const kind = kindOf(model);
      return new renderers[kind](options, generator, presets[kind], model, NO_INPUT, NO_DEPENDENCIES).runSelfPreset();
    }),
  );
