import { type Finding, resolveSchemas, type Schema } from '@vyarna/avro';
import { sha256 } from './content.ts';
import { avroNormalForm } from './normal-form.ts';
import { CODES, Refusal } from './refusal.ts';

export interface AvroText {
  readonly schema: Schema;
  readonly form: string;
  /** Where and how a default does not fit its type. */
  readonly badDefault: string | undefined;
}

const ROOT = 'schema';

/** Warnings are about attributes which the specification tells readers to overlook, and every JSON parser takes a key given twice. */
const isFault = ({ rule, severity }: Finding): boolean => severity === 'error' && rule !== 'DUPLICATE_KEY';

/** Reads a schema together with the schemas it refers to. Refuses with 42201, saying where and why. */
export function readAvro(text: string, references: readonly string[]): AvroText {
  try {
    const inputs = [text, ...references].map((each, index) => ({
      id: index === 0 ? ROOT : `${index}`,
      file: index === 0 ? ROOT : `reference ${index}`,
      text: each,
    }));
    const { roots, types, findings } = resolveSchemas(inputs);
    const faults = findings.filter(isFault);
    const others = faults.filter(({ rule }) => rule !== 'INVALID_DEFAULT');
    const root = roots.get(ROOT);
    if (root === undefined || others.length > 0) throw invalid(inWords(others));
    return {
      schema: { root, types },
      form: sha256(avroNormalForm(text, types)),
      badDefault: faults.length === 0 ? undefined : inWords(faults),
    };
  } catch (error) {
    throw asRefusal(error);
  }
}

export const invalid = (reason: string): Refusal => new Refusal(CODES.invalidSchema, `Invalid schema: ${reason}`);

/** What JSON.parse and the engine say of texts that are no schema. */
export const asRefusal = (error: unknown): unknown => {
  if (error instanceof SyntaxError) return invalid(error.message);
  // The engine's stack ends before the largest body does.
  if (error instanceof RangeError) return invalid('it is nested too deeply.');
  return error;
};

function inWords([first, ...others]: readonly Finding[]): string {
  if (first === undefined) return 'it is no Avro schema.';
  const where = first.file === ROOT ? '' : `${first.file}, `;
  const reason = `${where}line ${first.line}, column ${first.column}: ${first.message} ${first.hint}`.trim();
  return others.length === 0 ? reason : `${reason} (and ${others.length} more)`;
}
