import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEVERITIES } from '@vyarna/avro';
import { FLOW_SEVERITIES } from '@vyarna/contract/flow';
import { describe, expect, test } from 'vitest';
import { RULES } from './catalogue.ts';
import { listRules } from './list-rules.ts';
import { categoriesOf } from './rule.ts';
import { CATEGORIES, idsOf, RULE_INFOS } from './rule-index.ts';
import { findingsIn } from './testing/changed-contract.ts';
import { goodContract } from './testing/good-contract.ts';
import { TRAPS } from './traps.ts';

describe('the catalogue of rules', () => {
  test('the good contract has no finding', () => {
    expect(findingsIn(goodContract)).toEqual([]);
  });

  test('every rule is shown by a test of its own', () => {
    const here = import.meta.dirname;
    const tests = globSync('rules/*.test.ts', { cwd: here }).map((file) => readFileSync(join(here, file), 'utf8'));
    const tested = new Set(tests.flatMap((text) => [...text.matchAll(/ruleTest\('(\w+)'/g)].map((match) => match[1])));
    expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  test('whatever the front end or a flow is warned of has its documentation as a trap', () => {
    const warnings = Object.entries({ ...SEVERITIES, ...FLOW_SEVERITIES }).flatMap(([id, severity]) => (severity === 'warning' ? [id] : []));
    expect(TRAPS.map(({ id }) => id)).toEqual(expect.arrayContaining(warnings));
  });

  test('ids are unique, in capitals, and no names of categories', () => {
    const ids = RULE_INFOS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(id) || CATEGORIES.includes(id))).toEqual([]);
  });

  test('why and hint are a sentence each', () => {
    for (const { id, why, hint } of RULE_INFOS) {
      expect([id, why, hint]).toEqual([id, expect.stringMatching(/^[A-Z].*[.]$/), expect.stringMatching(/^[A-Zv].*[.]$/)]);
    }
  });

  test('each level includes those before it', () => {
    const [minimal, basic, standard] = ['MINIMAL', 'BASIC', 'STANDARD'].map((level) => new Set(idsOf(level)));
    expect(minimal?.isSubsetOf(basic ?? new Set())).toBe(true);
    expect(basic?.isSubsetOf(standard ?? new Set())).toBe(true);
    expect(categoriesOf({ id: 'X', level: null, theme: 'DOCS', severity: 'error', why: '', hint: '' })).toEqual(['DOCS']);
  });

  test('RULES.md says what the rules say', async () => {
    await expect(`${listRules('markdown')}\n`).toMatchFileSnapshot('../RULES.md');
  });

  test('the list for programs has every rule', () => {
    const listed = JSON.parse(listRules('json')) as { readonly id: string }[];
    expect(listed.map(({ id }) => id)).toEqual(RULE_INFOS.map(({ id }) => id));
    expect(listed.find(({ id }) => id === 'MONEY_FLOATING')).toEqual({
      id: 'MONEY_FLOATING',
      categories: ['MINIMAL', 'BASIC', 'STANDARD', 'TYPES'],
      severity: 'error',
      why: expect.any(String),
      hint: expect.any(String),
    });
  });
});
