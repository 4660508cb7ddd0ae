import { constraintText } from './constraint-text.ts';
import type { FieldTree, TypeTree } from './type-tree.ts';

/** A type as lines for people: its fields in columns, the types inside below the field that holds them. Those `printed` before are only named. */
export const typeLines = (tree: TypeTree, printed = new Set<string>(), indent = ''): readonly string[] => {
  const { kind, name, file, doc, aliases, symbols, fields = [] } = tree;
  if (printed.has(name)) return [`${indent}${kind} ${name} (above)`];
  printed.add(name);
  return [
    `${indent}${kind} ${name}${file === '' ? '' : ` (${file})`}`,
    ...(doc === '' ? [] : [`${indent}${doc}`]),
    ...(aliases.length === 0 ? [] : [`${indent}Once named ${aliases.join(', ')}.`]),
    ...(symbols === undefined
      ? []
      : [`${indent}  ${symbols.join(' | ')}${tree.default === undefined ? '' : `; unknown ones are read as ${tree.default}`}`]),
    ...fieldLines(fields, printed, `${indent}  `),
  ];
};

const WIDEST_FACTS = 48;

const fieldLines = (fields: readonly FieldTree[], printed: Set<string>, indent: string): readonly string[] => {
  const nameWidth = Math.max(0, ...fields.map(({ name }) => name.length));
  const facts = fields.map(factsOf);
  const factWidth = Math.min(WIDEST_FACTS, Math.max(0, ...facts.map(({ length }) => length)));
  return fields.flatMap(({ name, doc, inside }, index) => [
    `${indent}${name.padEnd(nameWidth)}  ${(facts[index] ?? '').padEnd(factWidth)}  ${doc}`.trimEnd(),
    ...inside.flatMap((tree) => typeLines(tree, printed, `${indent}  | `)),
  ]);
};

const factsOf = ({ type, constraints, tags, aliases, ...field }: FieldTree): string =>
  [
    'default' in field ? `${type} = ${JSON.stringify(field.default)}` : type,
    constraintText(constraints),
    ...tags,
    aliases.length === 0 ? '' : `once named ${aliases.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
