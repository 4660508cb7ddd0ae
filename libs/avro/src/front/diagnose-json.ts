/** Says where and why a text is no JSON, and reads as much of it as can be made out. */
import { createRequire } from 'node:module';
import type { SchemaEntry, SchemaNode } from './schema-node.ts';
import type { Report } from './source.ts';

const require = createRequire(import.meta.url);

/** Reports the first place that breaks the text. Undefined where nothing can be made out. */
export const diagnoseJson = (text: string, report: Report): SchemaNode | undefined => {
  // Loaded only here, because hardly any text is broken and every start would wait for it.
  const jsonc: typeof import('jsonc-parser') = require('jsonc-parser');
  let recovered: SchemaNode | undefined;
  let told = false;
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
  jsonc.visit(
    text,
    {
      onObjectBegin: (offset) => {
        const entries: SchemaEntry[] = [];
        add({ kind: 'object', offset, entries });
        open.push({ entries, items: undefined, key: undefined });
      },
      onObjectProperty: (key, offset) => {
        const container = open.at(-1);
        if (container !== undefined && container.items === undefined) container.key = { key, offset };
      },
      onObjectEnd: () => open.pop(),
      onArrayBegin: (offset) => {
        const items: SchemaNode[] = [];
        add({ kind: 'array', offset, items });
        open.push({ items });
      },
      onArrayEnd: () => open.pop(),
      onLiteralValue: (value: unknown, offset) => {
        if (typeof value === 'string') add({ kind: 'string', offset, value });
      },
      onError: (error, offset) => {
        if (told) return;
        told = true;
        const code = jsonc.printParseErrorCode(error);
        report({ offset }, 'BROKEN_JSON', `This is not JSON: ${problemOf(code)}.`, hints[code]);
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
  // Whatever else `JSON.parse` refuses, it is no JSON.
  if (!told) report({ offset: 0 }, 'BROKEN_JSON', 'This is not JSON.');
  return recovered;
};

type Container =
  | { readonly items: SchemaNode[] }
  | { readonly items: undefined; readonly entries: SchemaEntry[]; key: { readonly key: string; readonly offset: number } | undefined };

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
  EndOfFileExpected: 'nothing was expected after its end',
  InvalidCommentToken: 'comments are not allowed',
};

const commaHint = 'Is there a comma too many before it?';

const hints: { readonly [code: string]: string } = {
  InvalidCommentToken: 'Put the text into "doc".',
  ValueExpected: commaHint,
  PropertyNameExpected: commaHint,
};
