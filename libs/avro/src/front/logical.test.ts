import { expect, test } from 'vitest';
import type { NamedType } from './ast.ts';
import { resolveSchemas } from './resolve-schemas.ts';

const read = (schema: object): unknown => {
  const { roots, types, findings } = resolveSchemas([{ id: 'x', file: 'x', text: JSON.stringify(schema) }]);
  const root = roots.get('x');
  const type = root?.kind === 'reference' ? (types.get(root.name) as NamedType) : root;
  const { form, logical } = type as { form?: string; logical?: { name: string; precision?: number; scale?: number } };
  return { form, ...logical, findings: findings.map(({ rule }) => rule) };
};

const fixed = (size: number, more: object): object => ({ type: 'fixed', name: 'F', size, ...more });

const all: readonly (readonly [schema: object, form: string, facts?: object])[] = [
  [{ type: 'string', logicalType: 'uuid' }, 'uuid'],
  [fixed(16, { logicalType: 'uuid' }), 'uuid'],
  [{ type: 'bytes', logicalType: 'decimal', precision: 9 }, 'decimal', { precision: 9, scale: 0 }],
  [fixed(4, { logicalType: 'decimal', precision: 9, scale: 2 }), 'decimal', { precision: 9, scale: 2 }],
  [{ type: 'bytes', logicalType: 'big-decimal' }, 'big-decimal'],
  [{ type: 'int', logicalType: 'date' }, 'date'],
  [{ type: 'int', logicalType: 'time-millis' }, 'time', { scale: 3 }],
  [{ type: 'long', logicalType: 'time-micros' }, 'time', { scale: 6 }],
  [{ type: 'long', logicalType: 'timestamp-millis' }, 'timestamp', { scale: 3 }],
  [{ type: 'long', logicalType: 'timestamp-micros' }, 'timestamp', { scale: 6 }],
  [{ type: 'long', logicalType: 'timestamp-nanos' }, 'timestamp', { scale: 9 }],
  [{ type: 'long', logicalType: 'local-timestamp-millis' }, 'local-timestamp', { scale: 3 }],
  [{ type: 'long', logicalType: 'local-timestamp-micros' }, 'local-timestamp', { scale: 6 }],
  [{ type: 'long', logicalType: 'local-timestamp-nanos' }, 'local-timestamp', { scale: 9 }],
  [fixed(12, { logicalType: 'duration' }), 'duration'],
];

test.each(all.map(([schema, form, facts]) => ({ schema, form, facts })))('$schema is held as $form', ({ schema, form, facts }) => {
  const { logicalType } = schema as { logicalType: string };
  expect(read(schema)).toEqual({ form, name: logicalType, ...facts, findings: [] });
});

const misplaced: readonly (readonly [schema: object, form: string])[] = [
  [{ type: 'int', logicalType: 'timestamp-millis' }, 'integer'],
  [{ type: 'string', logicalType: 'date' }, 'string'],
  [{ type: 'string', logicalType: 'decimal', precision: 4 }, 'string'],
  [{ type: 'bytes', logicalType: 'decimal' }, 'bytes'],
  [{ type: 'bytes', logicalType: 'decimal', precision: 0 }, 'bytes'],
  [{ type: 'bytes', logicalType: 'decimal', precision: 4, scale: -1 }, 'bytes'],
  [fixed(4, { logicalType: 'decimal', precision: 10 }), 'bytes'],
  [fixed(15, { logicalType: 'uuid' }), 'bytes'],
  [fixed(4, { logicalType: 'big-decimal' }), 'bytes'],
  [fixed(16, { logicalType: 'duration' }), 'bytes'],
  [{ type: 'long', logicalType: 5 }, 'long'],
];

test.each(misplaced)('%j is told, and held as %s', (schema, form) => {
  expect(read(schema)).toEqual({ form, findings: ['INVALID_LOGICAL_TYPE'] });
});
