/** Finds attributes that are nearly ones that Avro or we know, and must not be: a misspelt one is overlooked without a word. */
import { editDistance } from './nearest-name.ts';
import type { Properties } from './schema-node.ts';

/** The known attribute, of those not `given`, that must be meant; undefined where the name may well be an attribute of the author's own. */
export const meantBy = (name: string, known: readonly string[], given: Pick<Properties, 'has'>): string | undefined => {
  const bare = withoutStyle(name);
  // A name of several parts is one of the author's own, unless it is a known one in another style.
  const mayBeMistyped = bare.length === name.length && name.length >= 3;
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const wanted = candidate.toLowerCase();
    if (candidate === name || given.has(candidate)) continue;
    if (wanted === bare) return candidate;
    const allowed = candidate.length < 7 ? 1 : 2;
    if (!mayBeMistyped || Math.abs(wanted.length - bare.length) > allowed || !sameStart(bare, wanted)) continue;
    const distance = editDistance(bare, wanted, allowed);
    if (distance <= allowed && distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
};

/** `min_length` and `minLength` are the same word. */
const withoutStyle = (name: string): string => name.replace(/(?<=[A-Za-z])[-_](?=[A-Za-z])/g, '').toLowerCase();

/** Hardly anyone mistypes the first letter, but many honest words differ from a known one in just that; two letters may change places. */
const sameStart = (a: string, b: string): boolean => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
