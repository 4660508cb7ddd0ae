import type { Finding } from '@vyarna/loader';
import type { Model } from './model.ts';
import type { Report, Rule, Visitors } from './rule.ts';

/** Runs the rules over a contract set. Each part is visited once; findings come in no particular order. */
export const runRules = (rules: readonly Rule[], model: Model): readonly Finding[] => {
  const findings: Finding[] = [];
  const { set, sources } = model;
  const visitors = <Part extends keyof Visitors>(part: Part) =>
    rules.flatMap((rule) => {
      const visit = rule[part];
      return visit === undefined ? [] : [{ visit, report: reporter(rule) }];
    });
  const reporter =
    (rule: Rule): Report =>
    (at, message, hint = rule.hint) => {
      const { file, line, column } = 'line' in at ? at : sources.positionOf(at);
      findings.push({ file, line, column, rule: rule.id, severity: rule.severity, message, hint });
    };

  for (const { visit, report } of visitors('set')) visit(model, report);
  const perDocument = visitors('document');
  for (const document of set.documents) for (const { visit, report } of perDocument) visit(document, model, report);
  const perChannel = visitors('channel');
  for (const channel of set.channels) for (const { visit, report } of perChannel) visit(channel, model, report);
  const perMessage = visitors('message');
  for (const message of set.messages) for (const { visit, report } of perMessage) visit(message, model, report);
  const perOperation = visitors('operation');
  for (const operation of set.operations) for (const { visit, report } of perOperation) visit(operation, model, report);
  const perType = visitors('type');
  const perField = visitors('field');
  for (const definition of set.definitions) {
    for (const { visit, report } of perType) visit(definition, model, report);
    const { type: record, file } = definition;
    if (record.kind !== 'record') continue;
    for (const field of record.fields) {
      const visited = { field, record, file };
      for (const { visit, report } of perField) visit(visited, model, report);
    }
  }
  return findings;
};
