import type { Finding as AvroFinding } from '@vyarna/avro';

/** What is wrong at one place of the contracts. Lines and columns count from 1. */
export type Finding = Omit<AvroFinding, 'rule' | 'severity'> & { readonly rule: string };

/** `file:line:col: message`, as compilers write it, so that editors and terminals can jump there. */
export const formatFinding = ({ file, line, column, message, hint }: Finding): string =>
  `${file}:${line}:${column}: ${message}${hint === '' ? '' : ` ${hint}`}`;

/** By file and place; what is said twice of one place is kept once. */
export const sortFindings = (findings: readonly Finding[]): readonly Finding[] => {
  const unique = new Map(findings.map((finding) => [`${formatFinding(finding)} ${finding.rule}`, finding]));
  return [...unique.values()].sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
};
