import type { ConfigUpdate } from '../registry/config.ts';
import { CODES, Refusal } from '../registry/refusal.ts';
import { readFlag, readText } from './read-members.ts';
import { readMetadata, readRuleSet } from './sent-schema.ts';

type Members = Readonly<Record<string, unknown>>;

const readLevel = (body: Members, name: string): string | undefined => readText(body, name, '')?.toUpperCase();

/** How each member of a config is read, by its name in requests. */
const READERS: Readonly<Record<string, (body: Members, name: string) => unknown>> = {
  compatibility: readLevel,
  // As answers to GET call it; some clients send back what they got.
  compatibilityLevel: readLevel,
  compatibilityGroup: (body, name) => readText(body, name, ''),
  compatibilityPolicy: (body, name) => readText(body, name, '')?.toUpperCase(),
  normalize: (body, name) => readFlag(body, name, ''),
  validateFields: (body, name) => readFlag(body, name, ''),
  validateNewSchemas: (body, name) => readFlag(body, name, ''),
  validateRules: (body, name) => readFlag(body, name, ''),
  // An empty one is none, as in Confluent's.
  alias: (body, name) => readText(body, name, '') || null,
  defaultMetadata: readMetadata,
  overrideMetadata: readMetadata,
  defaultRuleSet: readRuleSet,
  overrideRuleSet: readRuleSet,
};

const NO_KEYS = 'aliasForDeks';
export const CONFIG_MEMBERS: readonly string[] = [...Object.keys(READERS), NO_KEYS];

/** Reads a change of a config: null takes a member away, what is left out stays. What the values must be is the registry's to say. */
export function readConfigUpdate(body: Members): ConfigUpdate {
  if ((body[NO_KEYS] ?? null) !== null) {
    throw new Refusal(CODES.unprocessable, 'aliasForDeks is not taken: this registry keeps no data encryption keys.');
  }
  const { compatibility, compatibilityLevel } = body;
  if (compatibility !== undefined && compatibilityLevel !== undefined && compatibility !== compatibilityLevel) {
    throw new Refusal(CODES.unprocessable, 'compatibility and compatibilityLevel are one setting and differ: send one of them.');
  }
  const update: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(READERS)) {
    if (body[name] === undefined) continue;
    update[name === 'compatibility' ? 'compatibilityLevel' : name] = body[name] === null ? null : read(body, name);
  }
  return update as ConfigUpdate;
}
