/**
 * Some fields hold a JSON text, as their contract says with `contentMediaType: application/json` (a flow's stored result).
 * Over HTTP they appear as the value itself and not as text inside JSON.
 */
import type { JsonSchema } from '@vyarna/contract';
import { branches } from './schema-walk.ts';

/** Turns an answer's value into what is shown; the value given is left as it is. */
export type Embed = (value: unknown) => unknown;

const asItIs: Embed = (value) => value;

/** The way for one type, found once from its JSON Schema. */
export const embedOf = (root: JsonSchema): Embed => {
  const made = new Map<JsonSchema, Embed>();

  const ofSchema = (schema: unknown): Embed => {
    const ways = [...new Set(branches(schema, root).map(ofBranch))].filter((way) => way !== asItIs);
    return ways.length === 0 ? asItIs : (value) => ways.reduce((shown, way) => way(shown), value);
  };

  const ofBranch = (branch: JsonSchema): Embed => {
    const known = made.get(branch);
    if (known !== undefined) return known;
    // A type that holds itself comes back here while it is being made: it then decides when a value is there.
    made.set(branch, (value) => made.get(branch)?.(value) ?? value);
    const way = makeWay(branch);
    made.set(branch, way);
    return way;
  };

  const makeWay = ({ contentMediaType, properties, items, additionalProperties }: JsonSchema): Embed => {
    if (contentMediaType === 'application/json') return parsed;
    if (typeof properties === 'object' && properties !== null)
      return members(Object.entries(properties).map(([name, schema]) => [name, ofSchema(schema)]));
    const ofItem = ofSchema(items);
    if (ofItem !== asItIs) return (value) => (Array.isArray(value) ? value.map(ofItem) : value);
    const ofMember = ofSchema(additionalProperties);
    if (ofMember === asItIs) return asItIs;
    return (value) => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, ofMember(member)])) : value);
  };

  return ofSchema(root);
};

const members = (all: readonly (readonly [string, Embed])[]): Embed => {
  const ways = all.filter(([, way]) => way !== asItIs);
  if (ways.length === 0) return asItIs;
  return (value) =>
    isObject(value)
      ? { ...value, ...Object.fromEntries(ways.filter(([name]) => name in value).map(([name, way]) => [name, way(value[name])])) }
      : value;
};

const parsed: Embed = (value) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
