import { type Finding, resolveSchemas } from '@vyarna/avro';

/** Warnings are about attributes which the specification tells readers to overlook, and every JSON parser takes a key given twice. */
const isInvalid = ({ rule, severity }: Finding): boolean => severity === 'error' && rule !== 'DUPLICATE_KEY';

/** Where and why a text is no self-contained Avro schema; undefined for one that is. */
export function whatIsWrong(text: string): string | undefined {
  const [first, ...others] = resolveSchemas([{ id: 'schema', file: 'schema', text }]).findings.filter(isInvalid);
  if (first === undefined) return undefined;
  const reason = `line ${first.line}, column ${first.column}: ${first.message} ${first.hint}`.trim();
  return others.length === 0 ? reason : `${reason} (and ${others.length} more)`;
}
