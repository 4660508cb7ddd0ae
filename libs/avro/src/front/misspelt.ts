/** Finds attributes that are nearly ones that Avro or we know, and must not be: a misspelt one is overlooked without a word. */
import { editDistance } from './nearest-name.ts';

/** The known attribute that must be meant; undefined where the name may well be an attribute of the author's own. */
export const meantBy = (name: string, known: readonly string[]): string | undefined => {
  const bare = withoutStyle(name);
  const same = known.find((candidate) => candidate.toLowerCase() === bare && candidate !== name);
  // A name of several parts is one of the author's own, unless it is a known one in another style.
  if (same !== undefined || bare.length !== name.length || name.length < 3) return same;
  const near = known
    .map((candidate) => ({ candidate, wanted: candidate.toLowerCase(), allowed: candidate.length < 7 ? 1 : 2 }))
    .filter(({ wanted, allowed }) => Math.abs(wanted.length - bare.length) <= allowed && sameStart(bare, wanted))
    .map(({ candidate, wanted, allowed }) => ({ candidate, distance: editDistance(bare, wanted), allowed }))
    .filter(({ distance, allowed }) => distance <= allowed);
  return near.sort((a, b) => a.distance - b.distance)[0]?.candidate;
};

/** `min_length` and `minLength` are the same word. */
const withoutStyle = (name: string): string => name.replace(/(?<=[A-Za-z])[-_](?=[A-Za-z])/g, '').toLowerCase();

/** Hardly anyone mistypes the first letter, but many honest words differ from a known one in just that; two letters may change places. */
const sameStart = (a: string, b: string): boolean => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
