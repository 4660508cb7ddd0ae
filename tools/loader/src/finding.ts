/** What is wrong, or surely not meant, at one place of the contracts. Lines and columns count from 1. */
export interface Finding {
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** In capitals, such as `UNKNOWN_TYPE`; it never changes its meaning. */
  readonly rule: string;
  /** An error keeps the contracts from being read; with a warning they can be, though hardly as their author meant. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and what was expected. */
  readonly message: string;
  /** What to do about it; empty where the message says it all. */
  readonly hint: string;
}

/** `file:line:col: message hint [RULE]`, as compilers write it, so that editors and terminals can jump there. */
export const formatFinding = ({ file, line, column, rule, message, hint }: Finding): string =>
  `${file}:${line}:${column}: ${message}${hint === '' ? '' : ` ${hint}`} [${rule}]`;

/** By file and place; what is said twice of one place is kept once. */
export const sortFindings = (findings: readonly Finding[]): readonly Finding[] => {
  const unique = new Map(findings.map((finding) => [formatFinding(finding), finding]));
  return [...unique.values()].sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
};
