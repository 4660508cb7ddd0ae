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
    if (error.code === 'DUPLICATE_KEY') return { ...at, rule: 'duplicate-key', message: 'This key is given twice.', hint: 'Remove one of them.' };
    return { ...at, rule: 'broken-yaml', message: `This is not YAML: ${error.message}.`.replace(/\.\.$/, '.'), hint: '' };
  });
  return { yaml: { file, document, positionOf: (node) => positionAt(node?.range?.[0] ?? 0) }, findings };
};
