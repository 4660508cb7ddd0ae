import { HttpError } from './http-error.ts';

/** In the order of preference. */
export const ANSWER_TYPES = ['application/vnd.schemaregistry.v1+json', 'application/vnd.schemaregistry+json', 'application/json'] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** Octet-stream is what some clients send for want of another. */
const BODY_TYPES: readonly string[] = [...ANSWER_TYPES, 'application/octet-stream'];
const MOST_KEPT = 100;
const kept = new Map<string, AnswerType | null>();

/** The type of the answer by the header Accept. Throws an HttpError (406) when none of ours is wanted. */
export function answerType(accept: string | undefined): AnswerType {
  if (accept === undefined || accept === '*/*' || accept === '') return ANSWER_TYPES[0];
  let found = kept.get(accept);
  if (found === undefined) {
    found = bestOf(accept);
    if (kept.size < MOST_KEPT) kept.set(accept, found);
  }
  if (found === null) {
    const given = accept.length > 100 ? `${accept.slice(0, 100)} ...` : accept;
    throw new HttpError(
      406,
      `HTTP 406 Not Acceptable: answers are ${ANSWER_TYPES.join(', ')}, not '${given}'. Correct the header Accept, or leave it out.`,
    );
  }
  return found;
}

function bestOf(accept: string): AnswerType | null {
  const ranges = accept.split(',').map(readRange);
  const weighed = ANSWER_TYPES.map((type) => ({ type, weight: weightOf(type, ranges) }));
  const highest = Math.max(...weighed.map(({ weight }) => weight));
  return highest > 0 ? (weighed.find(({ weight }) => weight === highest)?.type ?? null) : null;
}

interface Range {
  readonly type: string;
  readonly weight: number;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]).find((found) => found !== undefined);
  // Some clients write `*` for `*/*`.
  return { type: type.startsWith('*') ? '*/*' : type, weight: weight === undefined ? 1 : Number(weight) || 0 };
}

/** The range that says most about the type counts. */
function weightOf(type: string, ranges: readonly Range[]): number {
  for (const candidate of [type, 'application/*', '*/*']) {
    const range = ranges.find((one) => one.type === candidate);
    if (range !== undefined) return range.weight;
  }
  return 0;
}

/**
 * The character set of a body, UTF-8 where its type names none. Throws an HttpError (415) for a body of another type than this API's; one
 * without a type is taken as JSON.
 */
export function charsetOf(contentType: string | undefined): string {
  if (contentType === undefined) return 'utf-8';
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  if (!BODY_TYPES.includes(type))
    throw new HttpError(
      415,
      `HTTP 415 Unsupported Media Type: the body is '${type.slice(0, 100)}'; send Content-Type: ${BODY_TYPES[0]} or application/json.`,
    );
  return parameters.map((parameter) => /^charset="?([\w-]+)"?$/.exec(parameter)?.[1]).find((found) => found !== undefined) ?? 'utf-8';
}
