import type { Finding } from '@vyarna/loader';

/** An array of objects with exactly file, line, column, rule, severity, message and hint. */
export const jsonOf = (findings: readonly Finding[]): string => {
  const plain = findings.map(({ file, line, column, rule, severity, message, hint }) => ({ file, line, column, rule, severity, message, hint }));
  return JSON.stringify(plain, null, 2);
};
