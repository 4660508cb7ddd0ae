import type { Field, RecordType } from '@vyarna/avro';
import { ANY, contracted, type Form, type Shape } from './shape.ts';

/** A field of a contract that is read. */
export interface FieldOf {
  readonly record: RecordType;
  readonly file: string;
  readonly field: Field;
}

/** The member of a value: its shape, and the contract's field it is. Undefined where a value of the form never has it. */
export const memberOf = (form: Form, name: string): { readonly shape: Shape; readonly field?: FieldOf } | undefined => {
  switch (form.kind) {
    case 'any':
      return { shape: ANY };
    case 'recorded': {
      const field = form.type.fields.find((each) => each.name === name);
      return field && { shape: contracted(field.type), field: { record: form.type, file: form.file, field } };
    }
    case 'tagged': {
      const type = form.branches.get(name);
      return type && { shape: contracted(type) };
    }
    case 'made': {
      const shape = form.members.get(name);
      return shape && { shape };
    }
    case 'keyed':
      return { shape: form.values };
    case 'listed':
    case 'scalar':
      return undefined;
  }
};

/** The names that members of a value can have; empty where it has none, or may have any. */
export const memberNames = (form: Form): readonly string[] => {
  if (form.kind === 'recorded') return form.type.fields.map(({ name }) => name);
  if (form.kind === 'tagged') return [...form.branches.keys()];
  return form.kind === 'made' ? [...form.members.keys()] : [];
};
