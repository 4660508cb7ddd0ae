/** Confluent's Schema Registry and Apicurio ask Apache Avro Java itself; they differ in what they make of its exception. */
import type { Schema } from '../../schema/read-schema.ts';
import { checkCompatibility } from '../check-compatibility.ts';
import { AmbiguousFieldError } from '../incompatibility.ts';
import type { ProfileRule, Verdict } from './profile.ts';

const asking =
  (outcome: string) =>
  (reader: Schema, writer: Schema): Verdict => {
    try {
      return { compatible: checkCompatibility(reader, writer).compatible, reasons: [] };
    } catch (error) {
      if (!(error instanceof AmbiguousFieldError)) throw error;
      const rule: ProfileRule = 'ALIAS_AMBIGUOUS';
      return { compatible: false, reasons: [{ rule, message: `${error.message} ${outcome}` }] };
    }
  };

export const confluent = asking('Apache Avro throws, and Confluent answers that the schemas are incompatible.');

export const apicurio = asking('Apache Avro throws, and Apicurio refuses the schema as one that it cannot process.');
