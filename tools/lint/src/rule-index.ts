import { RELEASE_RULES } from '@vyarna/release';
import { ASYNCAPI_RULES } from './asyncapi/codes.ts';
import { RULES } from './catalogue.ts';
import { HYGIENE } from './hygiene.ts';
import { categoriesOf, LEVELS, type RuleInfo, THEMES } from './rule.ts';
import { TRAPS } from './traps.ts';

/** What is checked over the history of a contract set, in @vyarna/release. */
const RELEASES = RELEASE_RULES.map((rule): RuleInfo => ({ ...rule, level: 'STANDARD', theme: 'EVOLUTION', severity: 'error' }));

/** Every rule that settings and ignores can name, by id. What the loader refuses is none of them. */
export const RULE_INFOS: readonly RuleInfo[] = [...RULES, ...RELEASES, ...TRAPS, ...ASYNCAPI_RULES, ...HYGIENE].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);

const byId = new Map(RULE_INFOS.map((info) => [info.id, info]));

export const ruleInfo = (id: string): RuleInfo | undefined => byId.get(id);

/** Names of several rules: levels, then themes. */
export const CATEGORIES: readonly string[] = [...LEVELS, ...THEMES];

/** The ids that a rule's id or a category stands for; undefined for a name that is neither. */
export const idsOf = (name: string): readonly string[] | undefined => {
  if (byId.has(name)) return [name];
  return CATEGORIES.includes(name) ? RULE_INFOS.filter((info) => categoriesOf(info).includes(name)).map(({ id }) => id) : undefined;
};
