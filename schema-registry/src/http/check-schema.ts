import { type Rule, resolveSchemas } from '@vyarna/avro';

/** Findings in a contract that leave it valid Avro: attributes which the specification tells readers to overlook. */
const VALID_AVRO: ReadonlySet<Rule> = new Set(['duplicate-key', 'unknown-logical-type', 'invalid-logical-type', 'invalid-constraint']);

/** Where and why a text is no self-contained Avro schema; undefined for one that is. */
export function whatIsWrong(text: string): string | undefined {
  const [first, ...others] = resolveSchemas([{ file: 'schema', text }]).findings.filter(({ rule }) => !VALID_AVRO.has(rule));
  if (first === undefined) return undefined;
  const reason = `line ${first.line}, column ${first.column}: ${first.message} ${first.hint}`.trim();
  return others.length === 0 ? reason : `${reason} (and ${others.length} more)`;
}
