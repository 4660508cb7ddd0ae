import type { AvroJson } from '../../schema/avro-json.ts';
import { readSchema, type Schema } from '../../schema/read-schema.ts';
import { checkCompatibility } from '../check-compatibility.ts';
import { AmbiguousFieldError } from '../incompatibility.ts';
import { avscReader } from './avsc-reader.ts';
import { apicurio, confluent } from './java.ts';
import { karapace } from './karapace.ts';
import type { Profile, ProfileAnswer, ProfileReason, Verdict } from './profile.ts';
import { redpanda } from './redpanda.ts';

export { PROFILES, type Profile, type ProfileAnswer } from './profile.ts';

type Engine = (reader: Schema, writer: Schema, readerJson: AvroJson, writerJson: AvroJson) => Verdict;

const ENGINES: { readonly [name in Profile]: Engine } = { confluent, apicurio, karapace, redpanda, 'avsc-reader': avscReader };

/** What a registry or reader answers to a pair of self-contained schemas, and why where Apache Avro Java answers otherwise. Throws `SchemaError`. */
export const askProfile = (profile: Profile, readerJson: AvroJson, writerJson: AvroJson): ProfileAnswer => {
  const [reader, writer] = [readSchema(readerJson, { strict: true }), readSchema(writerJson, { strict: true })];
  const { compatible, reasons } = ENGINES[profile](reader, writer, readerJson, writerJson);
  try {
    const apache = checkCompatibility(reader, writer).compatible;
    return { profile, compatible, apache: apache ? 'compatible' : 'incompatible', reasons: apache === compatible ? [] : reasons };
  } catch (error) {
    if (!(error instanceof AmbiguousFieldError)) throw error;
    const undecided: ProfileReason = { rule: 'ALIAS_AMBIGUOUS', message: `Apache Avro throws: ${error.message}` };
    return { profile, compatible, apache: 'undecided', reasons: reasons.length > 0 ? reasons : [undecided] };
  }
};
