import { referencesIn } from '@vyarna/avro';
import type { FlowContracts } from './flow-contracts.ts';
import type { FlowExpression, FlowRead } from './flow-read.ts';

/** An expression that reads what was asked for. */
export interface FieldReader {
  /** The flow's name. */
  readonly flow: string;
  readonly expression: FlowExpression;
  /** Those of its reads that concern it: of the field itself, or of a record as a whole that has it at some depth. */
  readonly reads: readonly FlowRead[];
}

interface CheckedExpressions {
  readonly name: string;
  readonly expressions: readonly FlowExpression[];
}

/** The flows' expressions that read a field of a record, by its full name; with null for a field, those that read anything of the record. */
export const readersOf = (
  flows: Iterable<CheckedExpressions>,
  type: string,
  field: string | null,
  definition: FlowContracts['definition'],
): readonly FieldReader[] => {
  const answers = new Map<string, boolean>();
  const holds = (holder: string): boolean => {
    const known = answers.get(holder);
    if (known !== undefined) return known;
    const answer = typesWithin(holder, definition).has(type);
    answers.set(holder, answer);
    return answer;
  };
  const concerns = (read: FlowRead): boolean =>
    read.field === null ? holds(read.type) : read.type === type && (field === null || read.field === field);
  return [...flows].flatMap(({ name, expressions }) =>
    expressions.flatMap((expression) => {
      const reads = expression.reads.filter(concerns);
      return reads.length === 0 ? [] : [{ flow: name, expression, reads }];
    }),
  );
};

/** The names of a type and of all that its values can hold. */
const typesWithin = (root: string, definition: FlowContracts['definition']): ReadonlySet<string> => {
  const names = new Set([root]);
  // A set goes on to what is added to it on the way.
  for (const name of names) {
    const found = definition(name)?.type;
    if (found?.kind === 'record') for (const field of found.fields) for (const inner of referencesIn(field.type)) names.add(inner.name);
  }
  return names;
};
