import { expect, test } from 'vitest';
import { valueOfText } from './text-value.ts';

const root = { $defs: { 'a.Status': { enum: ['ON'], type: 'string' }, 'a.Level': { type: 'integer' } } };

test.each([
  ['7', { type: 'integer' }, 7],
  ['-7', { type: 'integer' }, -7],
  ['7.5', { type: 'number' }, 7.5],
  ['1e3', { type: 'number' }, 1000],
  ['7', { $ref: '#/$defs/a.Level' }, 7],
  ['7', { anyOf: [{ type: 'null' }, { type: 'integer' }] }, 7],
  ['7', { type: ['null', 'integer'] }, 7],
  ['true', { type: 'boolean' }, true],
  ['false', { anyOf: [{ type: 'null' }, { type: 'boolean' }] }, false],
])('%s for %j is %j', (text, schema, value) => {
  expect(valueOfText(text, schema, root)).toBe(value);
});

test.each([
  ['7', { type: 'string' }],
  ['true', { type: ['null', 'string'] }],
  ['null', { anyOf: [{ type: 'null' }, { type: 'string' }] }],
  ['null', { anyOf: [{ type: 'null' }, { type: 'integer' }] }],
  ['ON', { $ref: '#/$defs/a.Status' }],
  ['', { type: 'integer' }],
  ['07', { type: 'integer' }],
  ['+7', { type: 'integer' }],
  ['0x7', { type: 'integer' }],
  ['Infinity', { type: 'number' }],
  [' 7', { type: 'integer' }],
  ['1', { type: 'boolean' }],
  ['True', { type: 'boolean' }],
  ['x', undefined],
])('%j for %j stays text', (text, schema) => {
  expect(valueOfText(text, schema, root)).toBe(text);
});
