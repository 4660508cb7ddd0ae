import { expect, test } from 'vitest';
import { jsonSchemaTree } from './json-schema-tree.ts';
import { typeLines } from './type-text.ts';

test('a payload of JSON Schema reads as a type does: optional fields, constraints, what is inside, recursion', () => {
  const schema = {
    type: 'object',
    description: 'A light was measured.',
    required: ['lumens', 'lamp'],
    properties: {
      lumens: { type: 'integer', minimum: 0, description: 'Light intensity.' },
      lamp: { $ref: '#/$defs/Lamp' },
      state: { enum: ['on', 'off'], default: 'on' },
      marks: { type: ['array', 'null'], items: { type: 'string' }, maxItems: 3 },
      at: { type: 'object', properties: { room: { type: 'string' } } },
      any: {},
      choice: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/Lamp' }] },
      parts: { type: 'array', items: { $ref: '#' } },
    },
    $defs: { Lamp: { title: 'A lamp.', properties: { next: { $ref: '#/$defs/Lamp' } } } },
  };
  expect(typeLines(jsonSchemaTree('lights/Measured', { schema, file: 'lights.yaml' }))).toEqual([
    'JSON Schema lights/Measured (lights.yaml)',
    'A light was measured.',
    '  lumens  integer, at least 0                               Light intensity.',
    '  lamp    Lamp',
    '    | object Lamp (lights.yaml)',
    '    | A lamp.',
    '    |   next  Lamp, optional',
    '  state   "on" | "off", optional = "on"',
    '  marks   array of string or null, optional, at most 3 items',
    '  at      object, optional',
    '    | object at (lights.yaml)',
    '    |   room  string, optional',
    '  any     anything, optional',
    '  choice  string or Lamp, optional',
    '  parts   array of itself, optional',
  ]);
});
