import { didYouMean } from '@vyarna/avro';
import type { Entity } from '../entity/entity.ts';
import type { AvroField } from '../fields/avro-field.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import { ScaffoldError } from '../scaffold-error.ts';

/** Those of an entity's own fields that were asked for; all of them where none was. Throws INVALID for one that it does not have. */
export const pickFields = ({ own, words, pascal }: Entity, specs: readonly FieldSpec[]): readonly AvroField[] => {
  if (specs.length === 0) return own;
  return specs.map(({ name }) => {
    const field = own.find((each) => each.name === name);
    if (field !== undefined) return field;
    const known = own.map((each) => each.name);
    throw new ScaffoldError(
      'INVALID',
      `The ${words} has no field ${name}. ${didYouMean(name, known, `It has ${known.join(', ')}.`)} A new one is added to its record ${pascal} first, and to its table by a migration.`,
    );
  });
};

export const idFieldOf = ({ idField }: Entity, doc: string): AvroField => ({ name: idField, type: { type: 'string', logicalType: 'uuid' }, doc });
