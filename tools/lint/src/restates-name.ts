import { stemmer } from 'stemmer';
import { once } from './once.ts';
import { wordsOf } from './words.ts';

/** What a doc is about, and all that a reader knows before reading it. */
export interface Documented {
  readonly doc: string;
  readonly name: string;
  /** Names that stand around it: of a field its record and its type. */
  readonly around: readonly string[];
}

/** Words that carry nothing by themselves. Verbs of doing (`made`, `sent`) and words of time (`now`, `ever`) are not among them. */
const STOP = new Set(
  (
    'a an the this that these those it its s of for to in on at by with from as and or is are be was were been being has have had which ' +
    'what there here such any each every all one some given particular specific current corresponding associated related respective ' +
    'represents represent representing contains contain containing holds hold holding stores store storing describes describe describing ' +
    'denotes specifies indicates indicate indicating defines define defining identifies identify identifying refers belongs ' +
    'field fields property attribute column member element item value values data information info details object entity record records ' +
    'model type types schema class structure dto payload message parameter variable name named called used'
  ).split(' '),
);

/** What the type says already. */
const TYPES = new Set(
  (
    'string text int integer long number numeric float double decimal boolean bool flag list array collection map dictionary object enum enumeration ' +
    'enumerated uuid guid timestamp datetime bytes binary optional nullable required mandatory'
  ).split(' '),
);

/** Words that mean no more than a word of the name. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['id', 'ids', 'identifier', 'identifiers', 'identity', 'identification', 'key', 'unique'],
  ['at', 'on', 'when', 'time', 'date', 'timestamp', 'moment', 'instant', 'datetime'],
  ['email', 'mail', 'e', 'address'],
  ['url', 'uri', 'link', 'address'],
  ['num', 'no', 'number', 'count', 'qty', 'quantity', 'amount'],
  ['desc', 'description'],
  ['addr', 'address'],
  ['status', 'state'],
  ['create', 'new', 'creation'],
  ['update', 'updated', 'modified', 'modification', 'modify'],
  ['is', 'whether', 'if', 'true'],
  ['has', 'whether', 'if', 'true'],
  ['msg', 'message'],
  ['ref', 'reference'],
];

/** One stem for all forms of a word: of `status` and `statuses` the first stems differ, the second ones do not. */
const stemOf = once((word) => stemmer(stemmer(word)));

const stemsOf = once((name) => wordsOf(name).map(stemOf));

/** The stems that a stem stands for as well. */
const SAID_BY = new Map<string, Set<string>>();
for (const group of SYNONYMS.map((words) => words.map(stemOf))) {
  for (const stem of group) SAID_BY.set(stem, new Set([...(SAID_BY.get(stem) ?? []), ...group]));
}

/**
 * Whether a doc says nothing beyond the name: each of its words is one of the name's, of the names around it, of the type or of none at all. Words
 * are compared by their stems, and a few abbreviations count as what they stand for. A single word of its own makes a doc say something.
 */
export const restatesName = ({ doc, name, around }: Documented): boolean => {
  const known = new Set<string>();
  for (const stem of stemsOf(name)) {
    known.add(stem);
    for (const synonym of SAID_BY.get(stem) ?? []) known.add(synonym);
  }
  for (const near of around) for (const stem of stemsOf(near)) known.add(stem);
  let hasWords = false;
  // Part by part, because most docs say something with their first words.
  for (const part of doc.split(/\s+/)) {
    for (const word of wordsOf(part.replaceAll(/['’]s\b/g, ''))) {
      if (!STOP.has(word) && !TYPES.has(word) && !known.has(stemOf(word))) return false;
      hasWords = true;
    }
  }
  return hasWords;
};
