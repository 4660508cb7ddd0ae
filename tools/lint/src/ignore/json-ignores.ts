import { createRequire } from 'node:module';
import { positionsIn } from '@vyarna/avro';
import type { Node } from 'jsonc-parser';
import type { InPlace } from './in-place.ts';

const require = createRequire(import.meta.url);

/** The attribute that the front end of Avro leaves out, so that it reaches no schema that is generated or registered. */
const ATTRIBUTE = 'x-vyarna-ignore';

/** The attribute `"x-vyarna-ignore": { "RULE": "reason" }` on a type or a field; it covers the object it stands in. */
export const jsonIgnores = (file: string, text: string): readonly InPlace[] => {
  if (!text.includes(ATTRIBUTE)) return [];
  const spotAt = positionsIn(text);
  const found: InPlace[] = [];
  const visit = (node: Node): void => {
    for (const child of node.children ?? []) {
      const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
      if (key?.value !== ATTRIBUTE || value === undefined) {
        visit(child);
        continue;
      }
      const scope = { from: spotAt(node.offset), to: spotAt(node.offset + node.length) };
      const entries = value.type === 'object' ? (value.children ?? []) : [];
      if (entries.length === 0) found.push({ at: { file, ...spotAt(key.offset) }, rule: '', reason: '', ...scope });
      for (const { children: [rule, reason] = [] } of entries) {
        const words = typeof reason?.value === 'string' ? reason.value.trim() : '';
        if (rule !== undefined) found.push({ at: { file, ...spotAt(rule.offset) }, rule: String(rule.value), reason: words, ...scope });
      }
    }
  };
  // Loaded only here, because hardly any schema has an exception and every run would wait for it.
  const jsonc: typeof import('jsonc-parser') = require('jsonc-parser');
  const root = jsonc.parseTree(text);
  if (root !== undefined) visit(root);
  return found;
};
