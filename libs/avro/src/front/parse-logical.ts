/** Reads the logical type of an object, and finds one that stands where Avro overlooks it. */
import type { Form, Logical } from './ast.ts';
import type { Builder } from './builder.ts';
import { judgeLogical, logicalNames } from './logical.ts';
import { didYouMean } from './nearest-name.ts';
import { describe, type Properties, plain, type SchemaEntry, textOf } from './schema-node.ts';

/** The attributes of a decimal. */
export const decimalParts = ['precision', 'scale'] as const;

/** The logical type on a primitive, a fixed (with `size`) or another kind; undefined where there is none or, after a finding, none that can be used. */
export const readLogical = ({ report }: Builder, on: string, given: Properties, size?: number): { logical: Logical; form: Form } | undefined => {
  const named = given.get('logicalType');
  if (named === undefined) {
    const part = on === 'bytes' || on === 'fixed' ? decimalPart(given) : undefined;
    if (part !== undefined) {
      report(
        part,
        'INVALID_LOGICAL_TYPE',
        `"${part.key}" belongs to a logical type, and there is none.`,
        'Write "logicalType": "decimal" beside it.',
      );
    }
    return undefined;
  }
  if (named.value.kind !== 'string') {
    report(named.value, 'INVALID_LOGICAL_TYPE', `"logicalType" is a string, not ${describe(named.value)}.`);
    return undefined;
  }
  const name = named.value.value;
  const [precision, scale] = decimalParts.map((part) => given.get(part)?.value).map((value) => value && plain(value));
  const verdict = judgeLogical(name, on, size === undefined ? { precision, scale } : { precision, scale, size });
  if (!('rule' in verdict)) return verdict;
  const at = (given.get(verdict.attribute) ?? named).value;
  const hint = verdict.rule === 'UNKNOWN_LOGICAL_TYPE' ? didYouMean(name, logicalNames, `There are ${logicalNames.join(', ')}.`) : '';
  report(at, verdict.rule, verdict.message, hint);
  return undefined;
};

const decimalPart = (given: Properties): SchemaEntry | undefined => {
  const part = given.get('precision') ?? given.get('scale');
  return part?.value.kind === 'number' ? part : undefined;
};

/** Avro overlooks a logical type that stands beside a field's type instead of inside it; its author cannot have meant that. */
export const reportLogicalBeside = ({ report }: Builder, given: Properties): void => {
  const beside = given.get('logicalType');
  const type = given.get('type')?.value;
  if (beside !== undefined) {
    const hint = `Write "type": { "type": "${textOf(type) ?? '...'}", "logicalType": ${JSON.stringify(plain(beside.value))} }.`;
    report(beside, 'INVALID_LOGICAL_TYPE', 'A logical type stands inside the type, not beside it.', hint);
    return;
  }
  const part = decimalPart(given);
  if (part === undefined || type === undefined || !/"(bytes|fixed)"/.test(JSON.stringify(plain(type)))) return;
  report(part, 'INVALID_LOGICAL_TYPE', `"${part.key}" stands inside the type, beside its logical type.`, 'Move it there.');
};
