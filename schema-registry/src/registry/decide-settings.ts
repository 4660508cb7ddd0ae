import { LEVELS } from '@vyarna/avro';
import { refuseBadAlias } from './alias.ts';
import type { Change } from './change.ts';
import type { RemoveConfig, RemoveMode, SetConfig, SetMode } from './commands.ts';
import { type Config, type ConfigUpdate, MODES, type Mode } from './config.ts';
import type { Decision } from './decision.ts';
import { activeReferrers, subjectNotFound } from './deletions.ts';
import type { Means } from './find-schema.ts';
import { contextName, isWholeContext, normalName, refuseBadName } from './names.ts';
import { CODES, Refusal } from './refusal.ts';
import { notPermitted, refuseLarge, refuseReadOnly } from './register.ts';
import { refuseBadRules } from './rule-set.ts';
import { modeInScope, ownConfig, ownMode } from './settings.ts';
import type { RegistryState } from './state.ts';

const FIELDS: ReadonlySet<string> = new Set<keyof Config>([
  'compatibilityLevel',
  'compatibilityGroup',
  'compatibilityPolicy',
  'normalize',
  'validateFields',
  'validateNewSchemas',
  'validateRules',
  'alias',
  'defaultMetadata',
  'overrideMetadata',
  'defaultRuleSet',
  'overrideRuleSet',
]);

export function setConfig(means: Means, { subject: asked, config: update }: SetConfig): Decision<Config> {
  const subject = normalName(asked);
  refuseBadName(subject, true);
  refuseBadConfig(update);
  refuseReadOnly(means, subject);
  if (update.alias) refuseBadAlias(means.state, subject, update.alias);
  const config = Object.fromEntries(
    Object.entries({ ...means.state.config(subject), ...update }).filter(([, value]) => value !== null && value !== undefined),
  ) as Config;
  refuseLarge('The members of a config', config);
  return { changes: [{ action: 'set-config', subject, config }], outcome: config };
}

export function removeConfig(means: Means, { subject: asked }: RemoveConfig): Decision<Config> {
  const subject = normalName(asked);
  const own = ownConfig(means.state, subject);
  if (own === undefined) throw subjectNotFound(subject);
  refuseReadOnly(means, subject);
  return { changes: means.state.config(subject) === undefined ? [] : [{ action: 'remove-config', subject }], outcome: own };
}

export function setMode({ state }: Means, { subject: asked, mode, force = false }: SetMode): Decision<Mode> {
  const subject = normalName(asked);
  refuseBadName(subject, true);
  if (!MODES.includes(mode)) throw new Refusal(CODES.invalidMode, `Invalid mode. Valid values are ${MODES.join(', ')}.`);
  const set: Change = { action: 'set-mode', subject, mode };
  if (mode !== 'IMPORT' || modeInScope(state, subject) === 'IMPORT' || force) return { changes: [set], outcome: mode };
  if (state.hasSubjects(subject, false))
    throw notPermitted(`Cannot go to mode IMPORT: there are schemas already. Delete them first, or set force=true.`);
  return { changes: [...leftoversPurged(state, subject), set], outcome: mode };
}

/** Before an import, what was deleted softly goes for good. */
function leftoversPurged(state: RegistryState, name: string): readonly Change[] {
  return state.matching(name).map((subject): Change => {
    const versions = state.versions(subject);
    const referenced = versions.find((version) => activeReferrers(state, version, true).length > 0);
    if (referenced !== undefined) {
      throw new Refusal(CODES.referenceExists, `One or more references exist to the schema {subject='${subject}', version=${referenced.version}}.`);
    }
    return { action: 'purge', subject, versions: versions.map(({ version }) => version) };
  });
}

export function removeMode({ state }: Means, { subject: asked, recursive = false }: RemoveMode): Decision<Mode | null> {
  const subject = normalName(asked);
  const own = ownMode(state, subject);
  if (own === undefined && !recursive) throw subjectNotFound(subject);
  const isContext = isWholeContext(subject);
  const removed = state.modes().filter((name) => name === subject || (recursive && isContext && contextName(name) === subject));
  return { changes: removed.map((name) => ({ action: 'remove-mode', subject: name })), outcome: own ?? null };
}

/** No field is stored that would have no effect. */
function refuseBadConfig(update: ConfigUpdate): void {
  const refuse = (message: string): never => {
    throw new Refusal(CODES.unprocessable, message);
  };
  const { compatibilityLevel: level, compatibilityPolicy: policy } = update;
  if (level !== undefined && level !== null && !LEVELS.includes(level)) {
    throw new Refusal(
      CODES.invalidLevel,
      'Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive',
    );
  }
  if (policy !== undefined && policy !== null && policy !== 'STRICT')
    refuse(`The compatibilityPolicy ${policy} is not taken: verdicts are STRICT here.`);
  if (update.validateRules === true) refuse('validateRules is not taken: rules are stored and returned here, clients carry them out.');
  for (const field of Object.keys(update)) {
    if (field === 'aliasForDeks') refuse('aliasForDeks is not taken: this registry keeps no data encryption keys.');
    if (!FIELDS.has(field)) refuse(`A config has no field ${JSON.stringify(field)}.`);
  }
  refuseBadRules(update.defaultRuleSet);
  refuseBadRules(update.overrideRuleSet);
}
