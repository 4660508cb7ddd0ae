import { kebabCase } from '@vyarna/loader';
import type { Rule } from '../rule.ts';

const missing: Rule = {
  id: 'EXAMPLE_MISSING',
  level: 'STANDARD',
  theme: 'DOCS',
  severity: 'error',
  why: 'People copy an example before they read a schema; one that is checked keeps the documents true.',
  hint: 'Add examples/<message>/<name>.json beside the document, with name, summary and payload.',
  message(message, model, report) {
    if (message.payload === null || model.hasExample(message)) return;
    report(
      message.place,
      `${message.model.name} has no example.`,
      `Add examples/${kebabCase(message.key)}/<name>.json beside the document, with name, summary and payload.`,
    );
  },
};

export const exampleRules: readonly Rule[] = [missing];
