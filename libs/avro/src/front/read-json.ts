/** Reads JSON text as a tree with the place of every part. */
import jsonc from 'jsonc-parser';
import type { ObjectNode, SchemaEntry, SchemaNode } from './schema-node.ts';
import type { Report } from './source.ts';

export interface JsonTree {
  /** Undefined where the text is not JSON; then there is one finding, about the first place that broke it. */
  readonly root: SchemaNode | undefined;
  /** As much of the tree as could be made out, `root` or not. */
  readonly recovered: SchemaNode | undefined;
}

export const readJson = (
  text: string,
  positionOf: (at: { readonly offset: number }) => { line: number; column: number },
  report: Report,
): JsonTree => {
  let recovered: SchemaNode | undefined;
  let broken = false;
  // The containers that are open, each with the key its next value goes to.
  const open: Container[] = [];
  const add = (node: SchemaNode): void => {
    const container = open.at(-1);
    if (container === undefined) recovered ??= node;
    else if (container.items !== undefined) container.items.push(node);
    else if (container.key !== undefined) {
      container.entries.push({ ...container.key, value: node });
      container.key = undefined;
    }
  };
  const close = (): void => {
    const container = open.pop();
    if (container?.items === undefined && container !== undefined && !broken) reportDuplicates(container.entries);
  };
  const reportDuplicates = (entries: readonly SchemaEntry[]): void => {
    const seen = new Map<string, SchemaEntry>();
    for (const entry of entries) {
      const earlier = seen.get(entry.key);
      if (earlier === undefined) seen.set(entry.key, entry);
      else {
        const { line, column } = positionOf(earlier);
        const message = `"${entry.key}" is given twice in one object; the first is at ${line}:${column}.`;
        report(entry, 'DUPLICATE_KEY', message, 'Remove one of them.');
      }
    }
  };
  jsonc.visit(
    text,
    {
      onObjectBegin: (offset) => {
        const entries: SchemaEntry[] = [];
        add({ kind: 'object', offset, entries } satisfies ObjectNode);
        open.push({ entries, items: undefined, key: undefined });
      },
      onObjectProperty: (key, offset) => {
        const container = open.at(-1);
        if (container?.items === undefined && container !== undefined) container.key = { key, offset };
      },
      onObjectEnd: close,
      onArrayBegin: (offset) => {
        const items: SchemaNode[] = [];
        add({ kind: 'array', offset, items });
        open.push({ items });
      },
      onArrayEnd: close,
      onLiteralValue: (value: string | number | boolean | null, offset, length) => add(literal(value, offset, text.slice(offset, offset + length))),
      onError: (error, offset) => {
        if (broken) return;
        broken = true;
        const code = jsonc.printParseErrorCode(error);
        report({ offset }, 'BROKEN_JSON', `This is not JSON: ${problemOf(code)}.`, hints[code]);
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
  return { root: broken ? undefined : recovered, recovered };
};

type Container =
  | { readonly items: SchemaNode[] }
  | { readonly items: undefined; readonly entries: SchemaEntry[]; key: { readonly key: string; readonly offset: number } | undefined };

const literal = (value: string | number | boolean | null, offset: number, text: string): SchemaNode => {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', offset, value };
    case 'number':
      return { kind: 'number', offset, value, text };
    case 'boolean':
      return { kind: 'boolean', offset, value };
    default:
      return { kind: 'null', offset, value: null };
  }
};

const problemOf = (code: string): string => problems[code] ?? code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

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

const commaHint = 'Is there a comma too many before it?';

const hints: { readonly [code: string]: string } = {
  InvalidCommentToken: 'Put the text into "doc".',
  ValueExpected: commaHint,
  PropertyNameExpected: commaHint,
};
