import { hash } from 'node:crypto';
import { isExactNumber } from '@vyarna/avro';
import type { Bundle } from './bundle.ts';
import { canonical, canonicalJson } from './canonical-json.ts';

/** The content hash that a bundle states: of everything in it but the hash. */
export const hashOfBundle = (bundle: Omit<Bundle, 'hash'>): string => {
  const { hash: _, ...content } = bundle as Bundle;
  return hashOf(canonicalJson(content));
};

const hashOf = (text: string): string => `sha256:${hash('sha256', text)}`;

/**
 * A bundle of a content, with its hash. All in it is in the order of canonical JSON. `last` is a sealed one, of the same contracts before an edit: what
 * says the same in both is the same object in both, and further on its text is not made again.
 */
export const sealBundle = (content: Omit<Bundle, 'hash'>, last?: Bundle): Bundle => {
  const sealed = membersOf(content).map(([name, member]) => [name, sealMember(member, last?.[name as keyof Bundle])] as const);
  const inOrder = Object.fromEntries(sealed.sort(byName));
  return Object.fromEntries(Object.entries({ ...inOrder, hash: hashOf(textOf(inOrder, '')) }).sort(byName)) as unknown as Bundle;
};

/** The text of a bundle file, from `sealBundle`: canonical JSON, but with each entry on a line of its own, for those who search or compare it. */
export const bundleText = (sealed: Bundle): string => `${textOf(sealed, '\n')}\n`;

type Members = readonly (readonly [name: string, value: unknown])[];

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const membersOf = (object: object): Members => Object.entries(object).filter(([, value]) => value !== undefined);

/** A member of a bundle holds entries, by name or in a list: the channels, the routes. */
const sealMember = (member: unknown, last: unknown): unknown => {
  if (Array.isArray(member)) return member.map((entry, index) => sealEntry(entry, Array.isArray(last) ? last[index] : undefined));
  if (!isObject(member)) return member;
  const before = new Map(isObject(last) ? Object.entries(last) : []);
  const entries = membersOf(member).map(([name, entry]) => [name, sealEntry(entry, before.get(name))] as const);
  return Object.fromEntries(entries.sort(byName));
};

const sealEntry = (entry: unknown, last: unknown): unknown => {
  if (isEqual(entry, last)) return last;
  return isObject(entry) ? canonical(entry) : entry;
};

/** Whether two values are of equal canonical JSON; of numbers that are kept to the digit, only those that are one object. */
const isEqual = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b) || isExactNumber(a) || isExactNumber(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  const [one, other] = [a as Named, b as Named];
  const names = namesIn(one);
  return names.length === namesIn(other).length && names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]));
};

type Named = { readonly [name: string]: unknown };

/** Of the members that have a value; without a list of pairs, because whole contract sets are compared. */
const namesIn = (object: Named): readonly string[] => {
  const names = Object.keys(object);
  return names.every((name) => object[name] !== undefined) ? names : names.filter((name) => object[name] !== undefined);
};

/** Canonical JSON, put together from the texts of the entries, which are kept for as long as the entries are. */
const textOf = (bundle: object, lineBreak: '' | '\n'): string => {
  const pieces: string[] = ['{'];
  let between: string = lineBreak;
  for (const [name, value] of Object.entries(bundle)) {
    pieces.push(between, JSON.stringify(name), ':');
    between = `,${lineBreak}`;
    if (isObject(value)) addEntries(pieces, value, lineBreak);
    else pieces.push(JSON.stringify(value));
  }
  return pieces.concat(lineBreak, '}').join('');
};

const addEntries = (pieces: string[], value: object, lineBreak: string): void => {
  const isList = Array.isArray(value);
  pieces.push(isList ? '[' : '{');
  let between = lineBreak;
  for (const [name, entry] of Object.entries(value)) {
    pieces.push(between);
    between = `,${lineBreak}`;
    if (!isList) pieces.push(JSON.stringify(name), ':');
    pieces.push(entryText(entry));
  }
  pieces.push(between === lineBreak ? '' : lineBreak, isList ? ']' : '}');
};

const texts = new WeakMap<object, string>();

const entryText = (entry: unknown): string => {
  if (!isObject(entry)) return JSON.stringify(entry);
  const text = texts.get(entry) ?? JSON.stringify(entry);
  texts.set(entry, text);
  return text;
};
