/** Where the parts of a schema stand in its file, and the findings made about them. */
import type { Finding, Position, Rule } from './finding.ts';
import { severityOf } from './finding.ts';

/** A node or the key of an entry, by its offset, or a place already known. */
type At = Position | { readonly offset: number };

export type Report = (at: At, rule: Rule, message: string, hint?: string) => void;

export interface Source {
  readonly file: string;
  positionOf(at: At): Position;
}

export const sourceOf = (file: string, positionAt: (offset: number) => Position): Source => ({
  file,
  positionOf: (at) => ('offset' in at ? positionAt(at.offset) : at),
});

/** Adds findings about a source to a list. */
export const reportTo =
  (findings: Finding[], source: Source): Report =>
  (at, rule, message, hint = '') => {
    const { line, column } = source.positionOf(at);
    findings.push({ file: source.file, line, column, rule, severity: severityOf(rule), message, hint });
  };

/** Counts lines and columns of a text from 1. */
export const positionsIn = (text: string): ((offset: number) => Position) => {
  const lineStarts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) lineStarts.push(index + 1);
  return (offset) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  };
};

export const sortedFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.length < 2 ? findings : findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
