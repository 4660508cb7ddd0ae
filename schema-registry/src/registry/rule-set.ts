import { CODES, Refusal } from './refusal.ts';
import type { Rule, RuleSet } from './schema.ts';

const MODES = {
  migrationRules: ['UPGRADE', 'DOWNGRADE', 'UPDOWN'],
  domainRules: ['WRITE', 'READ', 'WRITEREAD'],
  encodingRules: ['WRITE', 'READ', 'WRITEREAD'],
};
const NAME = /^[\p{L}_][\p{L}\p{Nd}_-]{0,63}$/u;

/** Refuses with 42210 rules that no client could carry out. */
export function refuseBadRules(ruleSet: RuleSet | null | undefined): void {
  const names = new Set<string>();
  for (const [kind, modes] of Object.entries(MODES)) {
    for (const rule of ruleSet?.[kind as keyof typeof MODES] ?? []) {
      const fault = faultOf(rule, modes) ?? (names.has(rule.name) ? 'there is another rule of this name' : undefined);
      if (fault !== undefined) throw new Refusal(CODES.invalidRuleSet, `The rule ${JSON.stringify(rule.name)} of ${kind} is not valid: ${fault}.`);
      names.add(rule.name);
    }
  }
}

function faultOf({ name, type, mode, onSuccess, onFailure }: Rule, modes: readonly string[]): string | undefined {
  if (typeof name !== 'string' || !NAME.test(name)) return 'a name has 1 to 64 letters, digits, "_" or "-", the first no digit and no "-"';
  if (typeof type !== 'string' || type === '') return 'it has no type';
  if (mode !== undefined && !modes.includes(mode)) return `its mode is ${JSON.stringify(mode)}, not one of ${modes.join(', ')}`;
  const isPair = mode === undefined || mode === 'WRITEREAD' || mode === 'UPDOWN';
  if (!isPair && [onSuccess, onFailure].some((action) => action?.includes(',') === true)) return `mode ${mode} has one action each, not two`;
  return undefined;
}
