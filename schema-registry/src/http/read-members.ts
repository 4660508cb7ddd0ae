import { CODES, Refusal } from '../registry/refusal.ts';
import { badRequest } from './http-error.ts';

type Members = Readonly<Record<string, unknown>>;

/** Readers of a JSON object's members. A member that is null counts as left out; each throws an HttpError (400) that says where and what. */
const wrong = (path: string, wanted: string, value: unknown): never => {
  const shown = JSON.stringify(value);
  throw badRequest(`${path} must be ${wanted}, not ${shown.length > 60 ? `${shown.slice(0, 60)} ...` : shown}.`);
};

const reader =
  <Value>(wanted: string, is: (value: unknown) => value is Value) =>
  (members: Members, name: string, path: string): Value | undefined => {
    const value = members[name] ?? undefined;
    if (value === undefined || is(value)) return value;
    return wrong(`${path}${name}`, wanted, value);
  };

/** Refuses with 422, as Confluent's registry once did, a member that nobody knows: left in silence, a misspelt one would be a lie. */
export function demandMembers(members: Members, known: readonly string[], path: string): void {
  for (const name of Object.keys(members)) {
    if (known.includes(name)) continue;
    const taken = known.length === 0 ? 'no member is known here' : `known here are ${known.join(', ')}`;
    throw new Refusal(CODES.unprocessable, `Unrecognized field: ${path}${name}; ${taken}. Correct it, or leave it out.`);
  }
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const MOST = 2 ** 31 - 1;

export const readText = reader('a text', isText);
export const readFlag = reader('true or false', (value) => typeof value === 'boolean');
export const readTexts = reader('a list of texts', areTexts);
export const readObject = reader('an object', isObject);
export const readWhole = reader(
  `a whole number up to ${MOST}`,
  (value): value is number => Number.isInteger(value) && (value as number) >= -MOST - 1 && (value as number) <= MOST,
);
export const readTextMap = reader(
  'an object of texts',
  (value): value is Readonly<Record<string, string>> => isObject(value) && Object.values(value).every(isText),
);
export const readTextsMap = reader(
  'an object of lists of texts',
  (value): value is Readonly<Record<string, readonly string[]>> => isObject(value) && Object.values(value).every(areTexts),
);
export const readObjects = reader('a list of objects', (value): value is readonly Members[] => Array.isArray(value) && value.every(isObject));

/** Leaves out what is undefined, as the types of optional members want it. */
export function compact<Value extends object>(value: Value): { readonly [Name in keyof Value]?: Exclude<Value[Name], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
}
