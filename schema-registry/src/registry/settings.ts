/** Config and mode as they hold for a name: its own, else its context's, else those for all contexts, else the defaults. */
import type { Config, Mode } from './config.ts';
import { contextName, GLOBAL } from './names.ts';
import { type Metadata, RULE_KINDS, type Rule, type RuleSet } from './schema.ts';
import type { RegistryState } from './state.ts';

export type EffectiveConfig = Config & Required<Pick<Config, 'compatibilityLevel'>>;

const DEFAULT_CONFIG = { compatibilityLevel: 'BACKWARD' } as const satisfies Config;

function inherited(state: RegistryState, name: string): EffectiveConfig {
  const context = contextName(name);
  const around = context === name ? state.config(GLOBAL) : (state.config(context) ?? state.config(GLOBAL));
  return { ...DEFAULT_CONFIG, ...around };
}

/** Fields of its own go before those around. Alias, defaults and overrides are not mixed: they hold where they are set. */
export function configInScope(state: RegistryState, name: string): EffectiveConfig {
  const around = inherited(state, name);
  const own = state.config(name);
  if (own === undefined) return around;
  const { alias: _, defaultMetadata: _1, overrideMetadata: _2, defaultRuleSet: _3, overrideRuleSet: _4, ...shared } = around;
  return { ...shared, ...own };
}

/** What is set for the name itself, with the level that holds there. The default context and the global one always have a config. */
export function ownConfig(state: RegistryState, name: string): EffectiveConfig | undefined {
  const own = state.config(name);
  if (own === undefined) return name === '' || name === GLOBAL ? DEFAULT_CONFIG : undefined;
  return { compatibilityLevel: configInScope(state, name).compatibilityLevel, ...own };
}

export const modeInScope = (state: RegistryState, name: string): Mode =>
  state.mode(name) ?? state.mode(contextName(name)) ?? state.mode(GLOBAL) ?? 'READWRITE';

export const ownMode = (state: RegistryState, name: string): Mode | undefined =>
  state.mode(name) ?? (name === '' || name === GLOBAL ? 'READWRITE' : undefined);

export const isReadOnly = (mode: Mode): boolean => mode === 'READONLY' || mode === 'READONLY_OVERRIDE';

/** The later one's entries go before the earlier one's. */
export function mergeMetadata(earlier: Metadata | undefined, later: Metadata | undefined): Metadata | undefined {
  if (earlier === undefined || later === undefined) return later ?? earlier;
  const tags = { ...earlier.tags, ...later.tags };
  const properties = { ...earlier.properties, ...later.properties };
  const sensitive = [...new Set([...(earlier.sensitive ?? []), ...(later.sensitive ?? [])])];
  return {
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(sensitive.length === 0 ? {} : { sensitive }),
  };
}

/** A rule of the later one takes the place of the earlier one's of the same name. */
export function mergeRuleSets(earlier: RuleSet | undefined, later: RuleSet | undefined): RuleSet | undefined {
  if (earlier === undefined || later === undefined) return later ?? earlier;
  const merged = RULE_KINDS.map((kind) => [kind, mergeRules(earlier[kind], later[kind])] as const);
  const enableAt = later.enableAt ?? earlier.enableAt;
  return { ...Object.fromEntries(merged.filter(([, rules]) => rules.length > 0)), ...(enableAt === undefined ? {} : { enableAt }) };
}

const mergeRules = (earlier: readonly Rule[] = [], later: readonly Rule[] = []): readonly Rule[] => {
  const replaced = new Set(later.map(({ name }) => name));
  return [...earlier.filter(({ name }) => !replaced.has(name)), ...later];
};
