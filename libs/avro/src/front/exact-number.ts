/** Numbers of JSON that a JavaScript number would round. */

/** A number kept as it is written: `JSON.stringify` writes it again, digit for digit. */
export type ExactNumber = { readonly rawJSON: string };

/** What `JSON` has in every engine we run on, and the types of the language do not list yet. */
const json = JSON as unknown as { rawJSON(text: string): ExactNumber; isRawJSON(value: unknown): value is ExactNumber };

/** The number itself where nothing is lost, else an `ExactNumber`. `text` is an integer. */
export const exactNumber = (text: string): number | ExactNumber =>
  Number.isSafeInteger(Number(text)) ? Number(text) : json.rawJSON(String(BigInt(text)));

export const isExactNumber = (value: unknown): value is ExactNumber => json.isRawJSON(value);

/** As `JSON.parse`, but integers beyond 2^53 are kept to the digit. */
export const parseExactly = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown, ...[context]: [{ source?: string }?]) => kept(value, context?.source));

const kept = (value: unknown, source: string | undefined): unknown =>
  typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) ? exactNumber(source) : value;
