import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import type { Finding } from '@vyarna/loader';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { renderFindings } from './render-findings.ts';

const money: Finding = {
  file: 'contracts/shop/schemas/order.avsc',
  line: 4,
  column: 13,
  rule: 'MONEY_FLOATING',
  severity: 'error',
  message: 'Order.total is an amount of money, but a double.',
  hint: 'Use a decimal.',
};
const odd: Finding = {
  file: 'contracts/a b/x:y,z.yaml',
  line: 1,
  column: 1,
  rule: 'BROKEN_YAML',
  severity: 'warning',
  message: 'This <is> "100%" odd &\nlong\u0001.',
  hint: '',
};
const both = [money, odd];
const render = (findings: readonly Finding[], format: Parameters<typeof renderFindings>[1]) => renderFindings(findings, format, false);

describe('text', () => {
  test('is a line for each finding, with the rule at its end', () => {
    expect(render([money, { ...money, hint: '', line: 5 }], 'text')).toBe(
      'contracts/shop/schemas/order.avsc:4:13: Order.total is an amount of money, but a double. Use a decimal. [MONEY_FLOATING]\n' +
        'contracts/shop/schemas/order.avsc:5:13: Order.total is an amount of money, but a double. [MONEY_FLOATING]',
    );
    expect(render([], 'text')).toBe('');
  });

  test('has colours only where it is asked for them', () => {
    const plain = render([money], 'text');
    const coloured = renderFindings([money], 'text', true);
    expect(coloured).toContain('\u001b[31m[MONEY_FLOATING]');
    expect(coloured.replaceAll(new RegExp(`${'\u001b'}\\[\\d+m`, 'g'), '')).toBe(plain);
  });
});

test('json is an array of objects with exactly seven members', () => {
  expect(JSON.parse(render([{ ...money, ...{ extra: 1 } }], 'json'))).toEqual([money]);
  expect(render([], 'json')).toBe('[]');
});

test('github-actions are workflow commands with what GitHub would misread escaped', () => {
  expect(render(both, 'github-actions')).toBe(
    '::error file=contracts/shop/schemas/order.avsc,line=4,col=13,title=MONEY_FLOATING::Order.total is an amount of money, but a double. Use a decimal.\n' +
      '::warning file=contracts/a b/x%3Ay%2Cz.yaml,line=1,col=1,title=BROKEN_YAML::This <is> "100%25" odd &%0Along\u0001.',
  );
});

describe('gitlab-code-quality', () => {
  const issues = (findings: readonly Finding[]) => JSON.parse(render(findings, 'gitlab-code-quality')) as { readonly fingerprint: string }[];

  test('has what GitLab demands of an issue', () => {
    expect(issues([money])).toEqual([
      {
        description: 'Order.total is an amount of money, but a double. Use a decimal.',
        check_name: 'MONEY_FLOATING',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: 'major',
        location: { path: 'contracts/shop/schemas/order.avsc', lines: { begin: 4 } },
      },
    ]);
    expect(issues([])).toEqual([]);
  });

  test('a finding keeps its fingerprint when lines move, and equal ones differ', () => {
    const [first, second] = issues([money, { ...money, line: 9 }]);
    expect(issues([{ ...money, line: 40 }])[0]?.fingerprint).toBe(first?.fingerprint);
    expect(second?.fingerprint).not.toBe(first?.fingerprint);
  });
});

describe('junit', () => {
  test('is a suite for each file and a failure for each finding', () => {
    expect(render(both, 'junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="vyarna check" tests="2" failures="2" errors="0">
  <testsuite name="contracts/shop/schemas/order.avsc" tests="1" failures="1" errors="0" file="contracts/shop/schemas/order.avsc">
    <testcase classname="contracts/shop/schemas/order.avsc" name="MONEY_FLOATING 4:13">
      <failure type="error" message="Order.total is an amount of money, but a double.">contracts/shop/schemas/order.avsc:4:13: Order.total is an amount of money, but a double. Use a decimal.</failure>
    </testcase>
  </testsuite>
  <testsuite name="contracts/a b/x:y,z.yaml" tests="1" failures="1" errors="0" file="contracts/a b/x:y,z.yaml">
    <testcase classname="contracts/a b/x:y,z.yaml" name="BROKEN_YAML 1:1">
      <failure type="warning" message="This &lt;is&gt; &quot;100%&quot; odd &amp;\nlong\uFFFD.">contracts/a b/x:y,z.yaml:1:1: This &lt;is&gt; &quot;100%&quot; odd &amp;\nlong\uFFFD.</failure>
    </testcase>
  </testsuite>
</testsuites>`);
  });

  test('without findings has a case that passed', () => {
    expect(render([], 'junit')).toContain('<testsuites name="vyarna check" tests="1" failures="0" errors="0">');
  });
});

describe('sarif', () => {
  const { id: _, ...schema } = sarifSchema;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  formats.default(ajv);
  const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });

  test.each([[[]], [both]])('fits the schema of SARIF 2.1.0: %j', (findings) => {
    validate(JSON.parse(render(findings, 'sarif')));
    expect(validate.errors).toBe(null);
  });

  test('names the place and documents the rule', () => {
    const { runs } = JSON.parse(render(both, 'sarif'));
    expect(runs[0].results[0]).toMatchObject({ ruleId: 'MONEY_FLOATING', ruleIndex: 1, level: 'error' });
    expect(runs[0].results[1].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'contracts/a%20b/x%3Ay%2Cz.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 1 },
    });
    expect(runs[0].tool.driver.rules).toEqual([
      { id: 'BROKEN_YAML' },
      expect.objectContaining({ id: 'MONEY_FLOATING', properties: { tags: ['MINIMAL', 'BASIC', 'STANDARD', 'TYPES'] } }),
    ]);
  });
});
