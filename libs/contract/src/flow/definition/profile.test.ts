import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FIELDS, type ObjectKind, type ObjectProfile, REFUSED_TASKS, TASK_KINDS } from './profile.ts';

const readme = readFileSync(new URL('../../../../../flow-manager/README.md', import.meta.url), 'utf8');

/** The words of a row of the table, by column. */
const row = (part: string): { readonly takes: readonly string[]; readonly leavesOut: readonly string[] } => {
  const [, takes, leavesOut] = new RegExp(`^\\| ${part} \\| (.*?) \\| ?(.*?) ?\\|$`, 'm').exec(readme) ?? [];
  if (takes === undefined || leavesOut === undefined) throw new Error(`the table has no row ${part}`);
  const words = (text: string): readonly string[] => text.match(/\w+/g) ?? [];
  return { takes: words(takes), leavesOut: words(leavesOut) };
};

describe("the table in the flow manager's README names all that the profile takes and refuses", () => {
  test.each<readonly [string, readonly ObjectKind[]]>([
    ['document', ['document']],
    ['evaluate', ['evaluate']],
    ['schedule', ['schedule', 'on', 'one', 'trigger']],
    ['input, output, export', ['input', 'output', 'flowOutput', 'outputSchema', 'export']],
    ['catch', ['catch', 'errors', 'filter']],
    ['raise', ['raised', 'error']],
    ['flow', ['flow']],
  ])('%s', (part, kinds) => {
    const { takes, leavesOut } = row(part);
    for (const kind of kinds) {
      const { required, optional, refused }: ObjectProfile = FIELDS[kind];
      expect(takes).toEqual(expect.arrayContaining([...required, ...optional]));
      expect(leavesOut).toEqual(expect.arrayContaining(Object.keys(refused)));
    }
  });

  test('tasks', () => {
    expect(row('tasks').takes).toEqual(expect.arrayContaining([...TASK_KINDS, 'with']));
    expect(row('tasks').leavesOut).toEqual(expect.arrayContaining([...Object.keys(REFUSED_TASKS), 'http', 'grpc', 'openapi', 'asyncapi']));
    expect(row('on a task').takes).toEqual(expect.arrayContaining([...FIELDS.do.optional]));
    expect(row('on a task').leavesOut).toEqual(expect.arrayContaining(Object.keys(FIELDS.do.refused)));
  });
});
