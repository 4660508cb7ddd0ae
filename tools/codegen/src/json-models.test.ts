import { describe, expect, test } from 'vitest';
import { jsonDeclarationsOf } from './json-models.ts';
import { renderDeclarations } from './render-types.ts';
import { compile } from './testing/compile.ts';

const textOf = async (schema: object): Promise<string> =>
  (await renderDeclarations(jsonDeclarationsOf(schema as Record<string, unknown>, 'Thing'))).join('\n');

const CASES: readonly (readonly [string, object, string])[] = [
  ['text with a format', { type: 'string', format: 'date-time' }, '/** Format date-time. */\nexport type Thing = string;'],
  ['several types', { type: ['string', 'integer', 'null'] }, 'export type Thing = string | number | null;'],
  ['anything', {}, 'export type Thing = unknown;'],
  ['nothing', { not: {}, enum: [] }, 'export type Thing = never;'],
  ['a constant', { const: "it's" }, 'export type Thing = "it\'s";'],
  ['constants of several types', { enum: ['a', 1, true, null, 'a'] }, "export type Thing = 'a' | 1 | true | null;"],
  ['a list', { type: 'array', items: { type: ['number', 'string'] } }, 'export type Thing = readonly (number | string)[];'],
  ['a list of anything', { type: 'array' }, 'export type Thing = readonly unknown[];'],
  [
    'a tuple of which not all need be there, with more to follow',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: ['number', 'null'] }], minItems: 1, items: { type: 'boolean' } },
    '/** At least 1 item. */\nexport type Thing = readonly [string, (number | null)?, ...boolean[]];',
  ],
  ['a schema that is a part of itself', { type: 'object', allOf: [{ $ref: '#' }] }, 'export type Thing = { readonly [key: string]: unknown };'],
  [
    'a tuple of which a list may be left out',
    { prefixItems: [{ type: 'array', items: { type: 'string' } }], items: false },
    'export type Thing = readonly [(readonly string[])?];',
  ],
  [
    'a tuple and no more',
    { prefixItems: [{ type: 'string' }], items: false, minItems: 1 },
    '/** At least 1 item. */\nexport type Thing = readonly [string];',
  ],
  ['a map', { type: 'object', additionalProperties: { type: 'number' } }, 'export type Thing = { readonly [key: string]: number };'],
  ['an open object', { type: 'object' }, 'export type Thing = { readonly [key: string]: unknown };'],
  ['a closed object without members', { type: 'object', additionalProperties: false }, 'export type Thing = { readonly [key: string]: never };'],
  [
    'an object, its optional and its required members, stated or not',
    {
      type: 'object',
      description: 'A thing.',
      properties: { id: { type: 'string', description: 'Its id.', minLength: 1 }, 'a b': { type: 'integer', default: 3 }, old: { deprecated: true } },
      required: ['id', 'more'],
    },
    `/** A thing. */
export interface Thing {
  /** Its id. At least 1 character. */
  readonly id: string;
  /** Default \`3\`. */
  readonly 'a b'?: number;
  /** @deprecated */
  readonly old?: unknown;
  readonly more: unknown;
}`,
  ],
  [
    'members by pattern, wide enough for those stated',
    { type: 'object', properties: { id: { type: 'string' } }, patternProperties: { '^x-': { type: 'number' } }, additionalProperties: false },
    'export interface Thing {\n  readonly id?: string;\n  readonly [key: string]: number | string | undefined;\n}',
  ],
  [
    'members by pattern, and any other',
    { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], patternProperties: { '^x-': { type: 'number' } } },
    'export interface Thing {\n  readonly id: string;\n  readonly [key: string]: unknown;\n}',
  ],
  [
    'objects inside objects, each with a name',
    {
      properties: {
        at: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
        tags: { items: { properties: { t: { const: 1 } } } },
      },
    },
    `export interface Thing {
  readonly at?: ThingAt;
  readonly tags?: readonly ThingTagsItem[];
}
export interface ThingAt {
  readonly x: number;
}
export interface ThingTagsItem {
  readonly t?: 1;
}`,
  ],
  [
    'one of several, named after its title where it has one',
    { oneOf: [{ title: 'Card', properties: { pan: { type: 'string' } } }, { properties: { iban: { type: 'string' } } }, { type: 'null' }] },
    `export type Thing = ThingCard | ThingOption2 | null;
export interface ThingCard {
  readonly pan?: string;
}
export interface ThingOption2 {
  readonly iban?: string;
}`,
  ],
  [
    'all of several, and its own members beside them',
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      allOf: [{ $ref: '#/$defs/base' }, { minProperties: 1 }],
      $defs: { base: { properties: { b: { type: 'number' } } } },
    },
    `export type Thing = ThingObject & Base;
export interface ThingObject {
  readonly a?: string;
}
export interface Base {
  readonly b?: number;
}`,
  ],
  [
    'constraints alone, which a type cannot say',
    { type: 'integer', oneOf: [{ minimum: 5 }, { maximum: 2 }], not: { const: 7 } },
    'export type Thing = number;',
  ],
  ['what cannot be', { allOf: [{ type: 'string' }, false] }, 'export type Thing = never;'],
  [
    'itself',
    { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#' } }, { type: 'object', additionalProperties: { $ref: '#' } }] },
    'export type Thing = string | readonly Thing[] | { readonly [key: string]: Thing };',
  ],
  [
    'each other',
    {
      $ref: '#/$defs/node',
      $defs: {
        node: { type: 'object', properties: { next: { $ref: '#/$defs/maybe' } } },
        maybe: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
      },
    },
    'export type Thing = Node;\nexport interface Node {\n  readonly next?: Maybe;\n}\nexport type Maybe = Node | null;',
  ],
  [
    'itself and nothing else, which says nothing',
    { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    'export type Thing = unknown;',
  ],
  [
    'names that TypeScript has a use for, and such as are no names',
    {
      properties: { __proto__x: { $ref: '#/$defs/string' }, 1: { $ref: '#/$defs/1' }, class: { $ref: '#/$defs/Thing' } },
      $defs: { string: { const: 1 }, 1: { const: 2 }, Thing: { const: 3 } },
    },
    `export interface Thing {
  readonly '1'?: Schema1;
  readonly __proto__x?: String;
  readonly class?: Thing2;
}
export type Schema1 = 2;
export type String = 1;
export type Thing2 = 3;`,
  ],
];

describe('JSON Schema becomes types', () => {
  test.each(CASES)('%s', async (_, schema, text) => {
    expect(await textOf(schema)).toBe(text);
  });

  test('that compile', async () => {
    const files = await Promise.all(CASES.map(async ([, schema], index) => ({ path: `case-${index}.ts`, text: `${await textOf(schema)}\n` })));
    expect(compile(files)).toEqual([]);
  }, 60_000);

  test('a member called __proto__ is one like any other', async () => {
    const schema = JSON.parse('{ "type": "object", "properties": { "__proto__": { "type": "string" } }, "required": ["__proto__"] }') as object;
    expect(await textOf(schema)).toBe('export interface Thing {\n  readonly __proto__: string;\n}');
  });
});
