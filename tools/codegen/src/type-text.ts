/** How types are written: on one line where there is room, else as the formatter of hand-written code breaks them. */
import type { ConstrainedMetaModel, ConstrainedUnionModel, TypeScriptOptions } from '@asyncapi/modelina';
import { LINE_WIDTH } from './doc-comment.ts';
import { propertyKey } from './identifiers.ts';
import { ConstrainedArrayModel, ConstrainedDictionaryModel, ConstrainedTupleModel, ConstrainedUnionModel as Union } from './modelina.ts';
import { originOf } from './models.ts';

/** Whether more than one type is written, with an operator between. */
const isJoined = (model: ConstrainedMetaModel): model is ConstrainedUnionModel => {
  if (!(model instanceof Union)) return false;
  const written = originOf(model).oneOf === undefined ? model.union.length : 1;
  return written + (model.options.isNullable === true ? 1 : 0) > 1;
};

const isIntersection = (model: ConstrainedMetaModel): boolean => originOf(model).intersection === true;

/** The members of a union as written, `null` among them. */
const membersOf = (union: ConstrainedUnionModel): readonly string[] => {
  const { tags, oneOf } = originOf(union);
  const nothing = union.options.isNullable === true ? ['null'] : [];
  if (tags === undefined) return [...new Set([...union.union.map((member) => inUnion(member, union)), ...nothing])];
  const branches = branchesOf(union, tags);
  if (oneOf !== undefined) return [`${oneOf}<{ ${branches.join('; ')} }>`, ...nothing];
  return [...branches.map((branch) => `{ readonly ${branch} }`), ...nothing];
};

const branchesOf = ({ union }: ConstrainedUnionModel, tags: readonly string[]): readonly string[] =>
  union.map((member, index) => `${propertyKey(tags[index] ?? '')}: ${member.type}`);

/** A union inside an intersection needs parentheses; the other way round the operators' precedence says it. */
const inUnion = (member: ConstrainedMetaModel, around: ConstrainedUnionModel): string =>
  isIntersection(around) && isJoined(member) && !isIntersection(member) ? `(${member.type})` : member.type;

/** `readonly` reaches over a whole array type, so one within another needs parentheses. */
const needsParentheses = (item: ConstrainedMetaModel): boolean =>
  isJoined(item) || item instanceof ConstrainedArrayModel || item instanceof ConstrainedTupleModel;

const asItem = (item: ConstrainedMetaModel): string => (needsParentheses(item) ? `(${item.type})` : item.type);

const tupleText = (model: InstanceType<typeof ConstrainedTupleModel>): string => {
  const members = model.tuple.map(({ value }) => value);
  const { required, rest } = originOf(model).tuple ?? { required: members.length, rest: false };
  const last = rest ? members.pop() : undefined;
  const texts = members.map((member, index) => (index < required ? member.type : `${asItem(member)}?`));
  return `readonly [${[...texts, ...(last === undefined ? [] : [`...${asItem(last)}[]`])].join(', ')}]`;
};

/** On one line. */
export const typeMapping: Partial<TypeScriptOptions['typeMapping']> = {
  Any: ({ constrainedModel }) => originOf(constrainedModel).text ?? constrainedModel.name,
  Array: ({ constrainedModel }) => `readonly ${asItem(constrainedModel.valueModel)}[]`,
  Dictionary: ({ constrainedModel }) => `{ readonly [key: string]: ${constrainedModel.value.type} }`,
  Tuple: ({ constrainedModel }) => tupleText(constrainedModel),
  Union: ({ constrainedModel }) => membersOf(constrainedModel).join(isIntersection(constrainedModel) ? ' & ' : ' | '),
};

const spaces = (count: number): string => ' '.repeat(count);

/**
 * A type that begins at `column` of a line indented by `indent`, in lines of which the caller indents all but the first; a `;` follows it.
 */
export const layout = (model: ConstrainedMetaModel, indent: number, column: number): string => {
  if (fits(model.type, column)) return model.type;
  if (model instanceof Union) return brokenUnion(model);
  if (model instanceof ConstrainedArrayModel && model.valueModel instanceof Union) {
    const item = brokenUnion(model.valueModel);
    if (!isJoined(model.valueModel)) return `readonly ${item}[]`;
    return `readonly (${item}${item.startsWith('\n') ? '\n' : ''})[]`;
  }
  if (model instanceof ConstrainedDictionaryModel) {
    const key = 'readonly [key: string]: ';
    const value = layout(model.value, indent + 2, indent + 2 + key.length);
    return `{\n${spaces(2)}${key.trimEnd()}${value.startsWith('\n') ? '' : ' '}${value.replaceAll('\n', '\n  ')};\n}`;
  }
  return model.type;
};

export const layoutUnion = (members: readonly string[], column: number): string => {
  const flat = members.join(' | ') || 'never';
  return fits(flat, column) ? flat : broken(members, '|', 2);
};

const brokenUnion = (model: ConstrainedUnionModel): string => {
  const { oneOf, tags } = originOf(model);
  if (oneOf === undefined || tags === undefined) return broken(membersOf(model), isIntersection(model) ? '&' : '|', 2);
  const branches = branchesOf(model, tags).map((branch) => `  ${branch};\n`);
  return `${oneOf}<{\n${branches.join('')}}>${model.options.isNullable === true ? ' | null' : ''}`;
};

const fits = (text: string, column: number): boolean => column + text.length + 1 <= LINE_WIDTH;

const broken = (members: readonly string[], operator: string, indent: number): string =>
  members.map((member) => `\n${spaces(indent)}${operator} ${member}`).join('');
