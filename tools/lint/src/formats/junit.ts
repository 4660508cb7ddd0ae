import type { Finding } from '@vyarna/loader';

/**
 * A suite for each file and a failed case for each finding; without findings one case that passed, so that a clean run is seen too. It has what
 * Jenkins demands of JUnit's XML (`errors`) and nothing that it refuses (a file or line on a case).
 */
export const junitOf = (findings: readonly Finding[]): string => {
  const suites = [...Map.groupBy(findings, ({ file }) => file)].map(([file, own]) => suite(file, own));
  const passed = [
    '  <testsuite name="contracts" tests="1" failures="0" errors="0">',
    '    <testcase classname="contracts" name="vyarna check"/>',
    '  </testsuite>',
  ];
  const body = suites.length === 0 ? passed : suites;
  const [tests, failures] = [Math.max(findings.length, 1), findings.length];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="vyarna check" tests="${tests}" failures="${failures}" errors="0">`,
    ...body,
    '</testsuites>',
  ].join('\n');
};

const suite = (file: string, findings: readonly Finding[]): string =>
  [
    `  <testsuite name="${escaped(file)}" tests="${findings.length}" failures="${findings.length}" errors="0" file="${escaped(file)}">`,
    ...findings.map(testCase),
    '  </testsuite>',
  ].join('\n');

const testCase = ({ file, line, column, rule, severity, message, hint }: Finding): string =>
  [
    `    <testcase classname="${escaped(file)}" name="${escaped(rule)} ${line}:${column}">`,
    `      <failure type="${severity}" message="${escaped(message)}">${escaped(`${file}:${line}:${column}: ${message}${hint === '' ? '' : ` ${hint}`}`)}</failure>`,
    '    </testcase>',
  ].join('\n');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 has no way to write most control characters. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
