/** One file's JSON with the place of every token, and the findings made in it. */
import jsonc, { type Node, type ParseError } from 'jsonc-parser';
import type { Finding, Position, Rule } from './finding.ts';

export interface Source {
  readonly file: string;
  /** Undefined where the text is not JSON; then there is one finding, about the first place that broke it. */
  readonly root: Node | undefined;
  /** As much of the tree as could be made out, `root` or not. */
  readonly recovered: Node | undefined;
  readonly findings: Finding[];
  positionOf(node: Node): Position;
  report(at: Node | Position, rule: Rule, message: string, hint?: string): void;
}

export const readSource = (file: string, text: string): Source => {
  const lineStarts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) lineStarts.push(index + 1);

  const positionAt = (offset: number): Position => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  };

  const findings: Finding[] = [];
  const report: Source['report'] = (at, rule, message, hint = '') => {
    findings.push({ file, ...('offset' in at ? positionAt(at.offset) : at), rule, message, hint });
  };

  const errors: ParseError[] = [];
  const tree = jsonc.parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (first !== undefined) {
    report(positionAt(first.offset), 'broken-json', `This is not JSON: ${jsonProblem(first)}.`, jsonHint(first));
    return { file, root: undefined, recovered: tree, findings, positionOf: (node) => positionAt(node.offset), report };
  }
  const source: Source = { file, root: tree, recovered: tree, findings, positionOf: (node) => positionAt(node.offset), report };
  if (tree !== undefined) reportDuplicateKeys(tree, source);
  return source;
};

const jsonProblem = ({ error }: ParseError): string => {
  const name = jsonc.printParseErrorCode(error);
  return problems[name] ?? name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
};

const problems: { readonly [code: string]: string } = {
  InvalidSymbol: 'a word that is none of true, false and null, or a stray character',
  InvalidNumberFormat: 'a number was expected to be written as in JSON',
  PropertyNameExpected: 'a property name in double quotes was expected',
  ValueExpected: 'a value was expected',
  ColonExpected: 'a colon was expected',
  CommaExpected: 'a comma was expected',
  CloseBraceExpected: 'a closing brace was expected',
  CloseBracketExpected: 'a closing bracket was expected',
  EndOfFileExpected: 'nothing was expected after the end of the schema',
  InvalidCommentToken: 'comments are not allowed',
};

const jsonHint = ({ error }: ParseError): string => {
  switch (jsonc.printParseErrorCode(error)) {
    case 'InvalidCommentToken':
      return 'Put the text into "doc".';
    case 'ValueExpected':
    case 'PropertyNameExpected':
      return 'Is there a comma too many before it?';
    default:
      return '';
  }
};

const reportDuplicateKeys = (node: Node, source: Source): void => {
  if (node.type === 'object') {
    const seen = new Map<string, Node>();
    for (const { key } of properties(node)) {
      const earlier = seen.get(key.value as string);
      if (earlier === undefined) seen.set(key.value as string, key);
      else {
        const { line, column } = source.positionOf(earlier);
        const where = `${line}:${column}`;
        source.report(key, 'duplicate-key', `"${key.value}" is given twice in one object; the first is at ${where}.`, 'Remove one of them.');
      }
    }
  }
  for (const child of node.children ?? []) reportDuplicateKeys(child, source);
};

/** The properties of an object, in order. */
export const properties = (node: Node): { key: Node; value: Node }[] =>
  (node.children ?? []).flatMap(({ children: [key, value] = [] }) => (key !== undefined && value !== undefined ? [{ key, value }] : []));

/** The value of an object's first property of that name. */
export const property = (node: Node, name: string): Node | undefined => properties(node).find(({ key }) => key.value === name)?.value;

/** A node as plain data; a key `__proto__` becomes an own property as any other. */
export const plain = (node: Node): unknown => {
  if (node.type === 'array') return (node.children ?? []).map(plain);
  if (node.type === 'object') return Object.fromEntries(properties(node).map(({ key, value }) => [key.value as string, plain(value)]));
  return node.value as unknown;
};

/** Names a JSON value for a message: `a string`, `an array`. */
export const describe = (node: Node): string =>
  node.type === 'array' || node.type === 'object' ? `an ${node.type}` : node.type === 'null' ? 'null' : `a ${node.type}`;
