import { isDeepStrictEqual } from 'node:util';

/** What an answer has to be. An object names the members that matter, a list all its items in order; everything else is meant as it stands. */
export type Pattern = string | number | boolean | null | Marker | readonly Pattern[] | { readonly [member: string]: Pattern };

/** Puts the values of a run in the places of a pattern's texts. */
export type FillIn = <Value>(value: Value) => Value;

/** A demand that is no single value. */
export class Marker {
  readonly demand: string;
  readonly holds: (value: unknown, fillIn: FillIn) => boolean;

  constructor(demand: string, holds: (value: unknown, fillIn: FillIn) => boolean) {
    this.demand = demand;
    this.holds = holds;
  }
}

/** An id or a version. */
export const whole = new Marker('a whole number above 0', (value) => Number.isInteger(value) && (value as number) > 0);
export const text = new Marker('a text that is not empty', (value) => typeof value === 'string' && value !== '');
/** The member is left out. */
export const absent = new Marker('nothing', (value) => value === undefined);

export const containing = (part: string): Marker =>
  new Marker(`a text with ${JSON.stringify(part)} in it`, (value, fillIn) => typeof value === 'string' && value.includes(fillIn(part)));

/** A text that holds this JSON, however it is laid out. */
export const json = (expected: unknown): Marker =>
  new Marker(`a text that holds the JSON ${JSON.stringify(expected)}`, (value, fillIn) => {
    try {
      return typeof value === 'string' && isDeepStrictEqual(JSON.parse(value), fillIn(expected));
    } catch {
      return false;
    }
  });

/** A list with at least these items. */
export const including = (...items: readonly Pattern[]): Marker =>
  new Marker(`a list that has ${JSON.stringify(items)}`, (value, fillIn) => Array.isArray(value) && items.every((item) => has(value, item, fillIn)));

/** A list with none of these items. */
export const without = (...items: readonly Pattern[]): Marker =>
  new Marker(
    `a list that has none of ${JSON.stringify(items)}`,
    (value, fillIn) => Array.isArray(value) && !items.some((item) => has(value, item, fillIn)),
  );

/** A list of these items in any order. */
export const inAnyOrder = (...items: readonly Pattern[]): Marker =>
  new Marker(
    `a list of ${JSON.stringify(items)} in any order`,
    (value, fillIn) => Array.isArray(value) && value.length === items.length && items.every((item) => has(value, item, fillIn)),
  );

const has = (list: readonly unknown[], item: Pattern, fillIn: FillIn): boolean => list.some((found) => differences(found, item, fillIn).length === 0);

/** Where and how a value is not what the pattern demands; empty for one that is. */
export function differences(value: unknown, pattern: Pattern, fillIn: FillIn, path = '$'): string[] {
  if (pattern instanceof Marker) return pattern.holds(value, fillIn) ? [] : [`${path} should be ${pattern.demand}, and is ${shown(value)}`];
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return [`${path} should be a list, and is ${shown(value)}`];
    if (value.length !== pattern.length) return [`${path} should be ${shown(fillIn(pattern))}, and is ${shown(value)}`];
    return pattern.flatMap((item: Pattern, index) => differences(value[index], item, fillIn, `${path}[${index}]`));
  }
  if (typeof pattern === 'object' && pattern !== null) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} should be an object, and is ${shown(value)}`];
    return Object.entries(pattern).flatMap(([member, wanted]) => differences(Reflect.get(value, member), wanted, fillIn, `${path}.${member}`));
  }
  const wanted = fillIn(pattern);
  return value === wanted ? [] : [`${path} should be ${shown(wanted)}, and is ${shown(value)}`];
}

const MOST_SHOWN = 300;

function shown(value: unknown): string {
  const all = JSON.stringify(value) ?? 'not there';
  return all.length > MOST_SHOWN ? `${all.slice(0, MOST_SHOWN)} ...` : all;
}
