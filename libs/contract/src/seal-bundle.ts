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
  const text = last === undefined ? JSON.stringify(inOrder) : textOf(inOrder, COMPACT);
  const bundle = Object.fromEntries(Object.entries({ ...inOrder, hash: hashOf(text) }).sort(byName)) as unknown as Bundle;
  if (last !== undefined) followers.add(bundle);
  return bundle;
};

/** Bundles after an edit. There are likely to be more, so the texts of their entries are kept; those of a bundle alone would only take memory. */
const followers = new WeakSet<Bundle>();

/** The text of a bundle file, from `sealBundle`: canonical JSON that people can read. */
export const bundleText = (sealed: Bundle): string =>
  `${followers.has(sealed) ? textOf(sealed, READABLE) : JSON.stringify(sealed, null, READABLE.indent)}\n`;

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

/** How JSON is laid out, by depth: of the bundle's members, and of their entries. */
interface Layout {
  readonly indent: number;
  readonly gap: string;
  readonly breaks: readonly [bundle: string, member: string, entry: string];
  readonly texts: WeakMap<object, string>;
}

const COMPACT: Layout = { indent: 0, gap: '', breaks: ['', '', ''], texts: new WeakMap() };
const READABLE: Layout = { indent: 2, gap: ' ', breaks: ['\n', '\n  ', '\n    '], texts: new WeakMap() };

/** What `JSON.stringify` gives, put together at once from the texts of the entries, which are kept for as long as the entries are. */
const textOf = (bundle: object, layout: Layout): string => {
  const [end, member, entry] = layout.breaks;
  const pieces: string[] = ['{'];
  let between = member;
  for (const [name, value] of Object.entries(bundle)) {
    pieces.push(between, JSON.stringify(name), ':', layout.gap);
    between = `,${member}`;
    if (isObject(value)) addEntries(pieces, value, layout, entry, member);
    else pieces.push(JSON.stringify(value));
  }
  return pieces.concat(end, '}').join('');
};

const addEntries = (pieces: string[], value: object, layout: Layout, inner: string, outer: string): void => {
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  pieces.push(isList ? '[' : '{');
  for (const [index, [name, each]] of entries.entries()) {
    pieces.push(index === 0 ? inner : `,${inner}`);
    if (!isList) pieces.push(JSON.stringify(name), ':', layout.gap);
    pieces.push(entryText(each, layout));
  }
  pieces.push(entries.length === 0 ? '' : outer, isList ? ']' : '}');
};

const entryText = (entry: unknown, { indent, breaks, texts }: Layout): string => {
  const known = isObject(entry) ? texts.get(entry) : undefined;
  if (known !== undefined) return known;
  // A line break within a text is written as \n, so each that is there is between members. A text that is joined is copied five times as fast as one in
  // which they are replaced.
  const text = JSON.stringify(entry, null, indent).split('\n').join(breaks[2]);
  if (isObject(entry)) texts.set(entry, text);
  return text;
};
