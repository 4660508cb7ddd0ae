import { CATEGORIES, RULE_INFOS } from '../rule-index.ts';

/**
 * The JSON Schema of `vyarna.yaml`, by which editors complete and underline. Nothing else reads it: findings about settings come from `readSettings`.
 */
export const settingsSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Settings of vyarna check',
  description: 'vyarna.yaml, in the folder of the contracts. It holds settings of the lint and nothing else.',
  type: 'object',
  properties: {
    lint: {
      type: 'object',
      properties: {
        use: {
          description: 'Rules and categories that are checked. Without it STANDARD, where x-vyarna is used at all, else MINIMAL.',
          ...list('#/$defs/rule'),
        },
        except: { description: 'Rules and categories that are left out of those.', ...list('#/$defs/rule') },
        ignore: { description: 'Files and folders in which nothing is found, relative to this file.', ...list('#/$defs/path') },
        ignoreOnly: {
          description: 'Files and folders in which single rules find nothing, by rule or category.',
          type: 'object',
          propertyNames: { $ref: '#/$defs/rule' },
          additionalProperties: list('#/$defs/path'),
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
  $defs: {
    path: { type: 'string', minLength: 1, pattern: '^[^/]' },
    rule: {
      oneOf: [{ description: 'A category.', enum: CATEGORIES }, ...RULE_INFOS.map(({ id, why }) => ({ const: id, description: why }))],
    },
  },
});

const list = (items: string): object => ({ type: 'array', items: { $ref: items } });
