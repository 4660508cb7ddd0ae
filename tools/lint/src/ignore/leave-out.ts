import { didYouMean } from '@vyarna/avro';
import type { Finding } from '@vyarna/loader';
import { HYGIENE, IGNORE_WITHOUT_REASON, INVALID_IGNORE, UNUSED_IGNORE } from '../hygiene.ts';
import type { Position, RuleInfo } from '../rule.ts';
import { RULE_INFOS, ruleInfo } from '../rule-index.ts';
import type { Exception, Settings } from '../settings/settings.ts';
import { type InPlace, isBefore } from './in-place.ts';

export interface Ignoring {
  readonly settings: Pick<Settings, 'idle' | 'exceptions'>;
  readonly inPlace: readonly InPlace[];
  /** Whether the parser of AsyncAPI has run: without it, what is there for its findings cannot be told to be unused. */
  readonly complete: boolean;
}

/** Leaves out what is excepted; adds what is wrong with the exceptions: those that hit nothing, have no reason, or name no rule. */
export const leaveOut = (findings: readonly Finding[], { settings, inPlace, complete }: Ignoring): readonly Finding[] => {
  const unused = new Set<Exception | InPlace>([...settings.exceptions, ...inPlace]);
  const files = Map.groupBy(inPlace, ({ at }) => at.file);
  const kept = findings.filter((finding) => {
    const hits = [
      ...settings.exceptions.filter((exception) => excepts(exception, finding)),
      ...(files.get(finding.file) ?? []).filter((ignore) => covers(ignore, finding)),
    ];
    for (const hit of hits) unused.delete(hit);
    return hits.length === 0;
  });
  const idle = settings.idle.map(({ at, text }) => fault(UNUSED_IGNORE, at, `The entry ${text} leaves out no rule that is in use.`));
  const entries = settings.exceptions.filter((exception) => unused.has(exception) && canJudge(exception, complete));
  return [
    ...kept,
    ...idle,
    ...entries.map(({ at, text }) => fault(UNUSED_IGNORE, at, `The entry ${text} hits no finding.`)),
    ...inPlace.flatMap((ignore) => faultOf(ignore, unused.has(ignore), complete)),
  ];
};

const excepts = ({ rules, path }: Exception, { rule, file }: Finding): boolean =>
  (rules === null || rules.has(rule)) && (path === '.' || file === path || file.startsWith(`${path}/`));

const covers = (ignore: InPlace, finding: Finding): boolean =>
  ignore.rule === finding.rule && !isBefore(finding, ignore.from) && isBefore(finding, ignore.to);

/** What may be there for findings of a parser that has not run. */
const canJudge = ({ rules }: Exception, complete: boolean): boolean =>
  complete || (rules !== null && [...rules].every((id) => ruleInfo(id)?.theme !== 'ASYNCAPI'));

const faultOf = ({ at, rule, reason }: InPlace, isUnused: boolean, complete: boolean): readonly Finding[] => {
  if (rule === '') return [fault(INVALID_IGNORE, at, 'This ignores no rule.', 'Name the rule, and behind it the reason.')];
  if (rule.endsWith(','))
    return [fault(INVALID_IGNORE, at, `This ignores no rule: ${rule} is not the name of one.`, 'Write a comment for each rule.')];
  const info = ruleInfo(rule);
  if (info === undefined || HYGIENE.includes(info)) {
    const known = RULE_INFOS.filter((one) => !HYGIENE.includes(one)).map(({ id }) => id);
    const problem = info === undefined ? `There is no rule ${rule} that can be ignored.` : `${rule} cannot be ignored.`;
    return [fault(INVALID_IGNORE, at, problem, didYouMean(rule, known, INVALID_IGNORE.hint))];
  }
  if (isUnused) return complete || info.theme !== 'ASYNCAPI' ? [fault(UNUSED_IGNORE, at, `There is no finding of ${rule} here to ignore.`)] : [];
  return reason === '' ? [fault(IGNORE_WITHOUT_REASON, at, `${rule} is ignored here without a reason.`)] : [];
};

const fault = ({ id, severity, hint }: RuleInfo, { file, line, column }: Position, message: string, advice = hint): Finding => ({
  file,
  line,
  column,
  rule: id,
  severity,
  message,
  hint: advice,
});
