import type { Finding } from '@vyarna/loader';
import { categoriesOf } from '../rule.ts';
import { ruleInfo } from '../rule-index.ts';
import { fingerprints } from './fingerprint.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF 2.1.0, the exchange format of static analysis, with the rules that found something. */
export const sarifOf = (findings: readonly Finding[]): string => {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const names = fingerprints(findings);
  const results = findings.map(({ file, line, column, rule, severity, message, hint }, index) => ({
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: { text: hint === '' ? message : `${message} ${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { 'vyarna/v1': names[index] },
  }));
  const driver = { name: 'vyarna check', rules: ids.map(describe) };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2);
};

const describe = (id: string): object => {
  const info = ruleInfo(id);
  if (info === undefined) return { id };
  return {
    id,
    shortDescription: { text: info.why },
    help: { text: info.hint },
    defaultConfiguration: { level: info.severity },
    properties: { tags: categoriesOf(info) },
  };
};
