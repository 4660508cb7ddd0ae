/** The keywords of JSON Schema draft-07 and 2020-12 and what stands under each: schemas are walked, all else is kept as it is. */

export type KeywordShape = 'schema' | 'schemas' | 'schema-map' | 'items' | 'dependencies' | 'value' | Plain;
type Plain = keyof typeof PLAIN;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string') && isWithoutTwins(value);
const isWithoutTwins = (items: readonly unknown[]): boolean => new Set(items).size === items.length;
const isTextsByName = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.values(value).every(isTexts);
export const isPattern = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
};

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const isType = (value: unknown): boolean => TYPES.includes(value as string);

/** What the value of a keyword without schemas must be, in words, and whether it is. */
export const PLAIN = {
  count: { expected: 'a whole number, 0 or more', fits: isCount },
  number: { expected: 'a number', fits: (value: unknown) => typeof value === 'number' },
  positive: { expected: 'a number above 0', fits: (value: unknown) => typeof value === 'number' && value > 0 },
  text: { expected: 'a text', fits: (value: unknown) => typeof value === 'string' },
  texts: { expected: 'a list of texts, each once', fits: isTexts },
  'texts-map': { expected: 'an object of lists of texts by name, each text once', fits: isTextsByName },
  flag: { expected: 'true or false', fits: (value: unknown) => typeof value === 'boolean' },
  list: { expected: 'a list of at least one value', fits: (value: unknown) => Array.isArray(value) && value.length > 0 },
  pattern: { expected: 'a regular expression of ECMA-262 with the u flag', fits: isPattern },
  type: {
    expected: `one of ${TYPES.join(', ')}, or a list of them, each once`,
    fits: (value: unknown) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType) && isWithoutTwins(value)),
  },
} as const;

const named = <Shape extends KeywordShape>(shape: Shape, names: string): readonly (readonly [string, Shape])[] =>
  names.split(' ').map((name) => [name, shape] as const);

const KEYWORDS: ReadonlyMap<string, KeywordShape> = new Map<string, KeywordShape>([
  ...named(
    'schema',
    'additionalItems additionalProperties contains else if not propertyNames then unevaluatedItems unevaluatedProperties contentSchema',
  ),
  ...named('schemas', 'allOf anyOf oneOf prefixItems'),
  ...named('schema-map', 'properties patternProperties definitions $defs dependentSchemas'),
  ...named('items', 'items'),
  ...named('dependencies', 'dependencies'),
  ...named('texts-map', 'dependentRequired'),
  ...named('value', 'const default examples example discriminator externalDocs'),
  ...named('count', 'minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains'),
  ...named('number', 'minimum maximum exclusiveMinimum exclusiveMaximum'),
  ...named('positive', 'multipleOf'),
  ...named('text', '$id $schema $comment $anchor $dynamicAnchor $dynamicRef title description format contentEncoding contentMediaType'),
  ...named('texts', 'required'),
  ...named('flag', 'uniqueItems readOnly writeOnly deprecated nullable'),
  ...named('list', 'enum'),
  ...named('pattern', 'pattern'),
  ...named('type', 'type'),
]);

/** Keywords whose schemas are for the value itself, not for a part of it. */
export const IN_PLACE: ReadonlySet<string> = new Set('allOf anyOf oneOf not if then else dependentSchemas dependencies'.split(' '));

/** Say what a schema is called and written in, for references to it and for other tools; nothing of them is left where all `$ref`s are resolved. */
export const IDENTITIES: ReadonlySet<string> = new Set('$id id $schema $anchor $vocabulary $dynamicAnchor $recursiveAnchor'.split(' '));

/** Undefined for a keyword that JSON Schema does not know; it is an annotation. */
export const shapeOf = (keyword: string): KeywordShape | undefined => KEYWORDS.get(keyword);

export const keywordNames: readonly string[] = [...KEYWORDS.keys()];
