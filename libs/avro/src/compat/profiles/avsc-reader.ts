/**
 * A program that reads through avsc, as clients of the registry in JavaScript do. avsc is asked itself, since what it takes depends on many
 * small things (defaults of a union's second branch, names that JavaScript's objects have, types compared before): what is made here is the why.
 */
import avsc from 'avsc';
import type { AvroJson } from '../../schema/avro-json.ts';
import type { Schema } from '../../schema/read-schema.ts';
import { checkBy } from '../check-compatibility.ts';
import { AmbiguousFieldError } from '../incompatibility.ts';
import { APACHE_NAMES } from '../name-rules.ts';
import { type ProfileReason, type ProfileRule, Reasons, type Verdict } from './profile.ts';

export const avscReader = (reader: Schema, writer: Schema, readerJson: AvroJson, writerJson: AvroJson): Verdict => {
  const [mine, theirs] = [typeOf(readerJson), typeOf(writerJson)];
  for (const [side, type] of [
    ['reader', mine],
    ['writer', theirs],
  ] as const) {
    if (typeof type === 'string') return refusing('SCHEMA_REFUSED', `avsc refuses the ${side}'s schema: ${type}`);
  }
  try {
    // A fresh options object each time: avsc keeps state in it.
    (mine as avsc.Type).createResolver(theirs as avsc.Type);
    const message =
      'avsc finds two records unfit inside a union, takes the half-made resolver for whole when it meets the pair again, and then fails on every message.';
    return { compatible: true, reasons: [{ rule: 'UNFINISHED_PAIR_REUSED', message }] };
  } catch (error) {
    const names = namesThatDiffer(reader, writer);
    return names.length > 0 ? { compatible: false, reasons: names } : refusing('CANNOT_READ', `avsc says: ${said(error)}.`);
  }
};

const refusing = (rule: ProfileRule, message: string): Verdict => ({ compatible: false, reasons: [{ rule, message }] });

/** avsc's type, or why there is none. */
const typeOf = (schema: AvroJson): avsc.Type | string => {
  try {
    // It changes what it is given.
    return avsc.Type.forSchema(structuredClone(schema) as avsc.Schema);
  } catch (error) {
    return said(error);
  }
};

/** Without the values that avsc quotes, which may be whole schemas. */
const said = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

const namesThatDiffer = (reader: Schema, writer: Schema): readonly ProfileReason[] => {
  const reasons = new Reasons();
  const namesMatch: typeof APACHE_NAMES.namesMatch = (mine, theirs) => {
    const found = mine.name === theirs.name || mine.aliases.includes(theirs.name);
    if (!found && APACHE_NAMES.namesMatch(mine, theirs)) {
      reasons.tell(
        'NAMESPACE_MOVED',
        `${mine.name} was written as ${theirs.name}: avsc compares names with their namespace. Give ${mine.name} the alias ${theirs.name}.`,
      );
    }
    return found;
  };
  try {
    checkBy({ ...APACHE_NAMES, namesMatch }, reader, writer);
  } catch (error) {
    if (!(error instanceof AmbiguousFieldError)) throw error;
    reasons.tell('ALIAS_AMBIGUOUS', error.message);
  }
  return reasons.list();
};
