/** `node tools/bench/src/corpora/main.ts DIR...`: what becomes of collections of AsyncAPI documents and Avro schemas from elsewhere. */
import { resolve } from 'node:path';
import { compile } from '@vyarna/codegen/testing';
import { formatFinding } from '@vyarna/loader';
import type { Case } from './case.ts';
import { documentCases } from './document-cases.ts';
import { judge, type Verdict } from './judge.ts';
import { readCollection } from './read-collection.ts';
import { schemaCases } from './schema-cases.ts';

interface Judged {
  readonly name: string;
  readonly verdict: Verdict;
  /** What the compiler says of what was generated. */
  readonly faults: readonly string[];
}

/** Everything that was generated is compiled in one run of the compiler, each case in a folder of its own. */
const judgeAll = async (cases: readonly Case[]): Promise<readonly Judged[]> => {
  const verdicts: Verdict[] = [];
  for (const one of cases) verdicts.push(await judge(one));
  const files = verdicts.flatMap((verdict, index) =>
    verdict.kind === 'generated' ? verdict.files.map(({ path, text }) => ({ path: `case${index}/${path}`, text })) : [],
  );
  const faults = Map.groupBy(files.length === 0 ? [] : compile(files), (line) => /^case\d+/.exec(line)?.[0] ?? '');
  const unplaced = faults.get('') ?? [];
  if (unplaced.length > 0) throw new Error(unplaced.join('\n'));
  return cases.map(({ name }, index) => ({ name, verdict: verdicts[index] as Verdict, faults: faults.get(`case${index}`) ?? [] }));
};

const say = (line = ''): void => console.log(line);

const tell = (collection: string, judged: readonly Judged[]): void => {
  const of = (kind: Verdict['kind']): readonly Judged[] => judged.filter(({ verdict }) => verdict.kind === kind);
  const faulty = judged.filter(({ faults }) => faults.length > 0);
  const compiled = of('generated').length - faulty.length;
  say(
    `${collection}: ${judged.length} cases, ${compiled} compiled, ${of('refused').length} refused, ${faulty.length} do not compile, ${of('crashed').length} crashed`,
  );
  const rules = new Map<string, string[]>();
  for (const { name, verdict } of judged) {
    if (verdict.kind === 'crashed') say(`  CRASHED ${name}: ${verdict.error instanceof Error ? verdict.error.stack : String(verdict.error)}`);
    const findings = verdict.kind === 'refused' ? verdict.findings.filter(({ severity }) => severity === 'error') : [];
    for (const rule of new Set(findings.map((finding) => finding.rule))) rules.set(rule, [...(rules.get(rule) ?? []), name]);
    if (findings.length > 0) say(`  refused ${name}\n${findings.map((finding) => `    ${finding.rule} ${formatFinding(finding)}`).join('\n')}`);
  }
  for (const { name, faults } of faulty) say(`  DOES NOT COMPILE ${name}\n${faults.map((line) => `    ${line}`).join('\n')}`);
  for (const [rule, names] of [...rules].sort()) say(`  ${rule.padEnd(24)}${String(names.length).padStart(5)}`);
  const warnings = Map.groupBy(
    judged.flatMap(({ verdict }) => (verdict.kind === 'generated' ? verdict.warnings : [])),
    ({ rule }) => rule,
  );
  for (const [rule, found] of [...warnings].sort()) {
    const [first] = found;
    say(`  warning ${rule.padEnd(24)}${String(found.length).padStart(5)}, such as ${first === undefined ? '' : formatFinding(first)}`);
  }
};

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Usage: node tools/bench/src/corpora/main.ts DIR...');
  process.exit(2);
}
for (const folder of folders) {
  const collection = readCollection(resolve(folder));
  const cases = [...documentCases(collection), ...schemaCases(collection)];
  tell(folder, await judgeAll(cases));
}
