import { type Document, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { Finding } from './finding.ts';

export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One YAML (or JSON) file with the place of every node. */
export interface YamlFile {
  readonly file: string;
  readonly document: Document.Parsed<ParsedNode>;
  /** Whether the text broke off somewhere. */
  readonly broken: boolean;
  positionAt(offset: number): Position;
  positionOf(node: Node | null): Position;
}

/** Broken text gives findings, and as much of the document as could be read. */
export const readYaml = (file: string, text: string): { readonly yaml: YamlFile; readonly findings: readonly Finding[] } => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const findings = document.errors.map((error): Finding => {
    const at = positionAt(error.pos[0]);
    const common = { ...at, severity: 'error' as const };
    if (error.code === 'DUPLICATE_KEY') return { ...common, rule: 'DUPLICATE_KEY', message: 'This key is given twice.', hint: 'Remove one of them.' };
    const format = file.endsWith('.json') ? 'JSON' : 'YAML';
    return { ...common, rule: `BROKEN_${format}`, message: `This is not ${format}: ${error.message}.`.replace(/\.\.$/, '.'), hint: '' };
  });
  const broken = findings.some(({ rule }) => rule !== 'DUPLICATE_KEY');
  return { yaml: { file, document, broken, positionAt, positionOf: (node) => positionAt(node?.range?.[0] ?? 0) }, findings };
};
