import type { ErrorObject } from 'ajv/dist/2020.js';

/** One way in which a value does not fit its contract. It never holds the value itself, which may be personal. */
export interface Violation {
  /** `$.email`, `$.lines[2].price`; `$` is the whole value. */
  readonly path: string;
  /** The JSON Schema keyword that is not met, such as `maxLength`. */
  readonly keyword: string;
  /** For people, to follow the path: `must be at most 254 characters`. */
  readonly message: string;
}

const step = (key: string): string => {
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
};

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

const pathOf = (pointer: string, ...more: readonly string[]): string => {
  const keys = pointer === '' ? [] : pointer.slice(1).split('/').map(unescaped);
  return `$${[...keys, ...more].map(step).join('')}`;
};

const plural = (count: unknown, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  uuid: 'a uuid',
  date: 'a date such as 2026-11-21',
  time: 'a time of day',
  'date-time': 'a date and time such as 2026-11-21T10:15:30Z',
  uri: 'a URI',
  hostname: 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
};

const article = (type: string): string => (type === 'null' ? 'null' : `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`);

const SENTENCES: Readonly<Record<string, (params: Record<string, unknown>) => string>> = {
  type: ({ type }) => `must be ${(Array.isArray(type) ? type.map(String) : String(type).split(',')).map(article).join(' or ')}`,
  enum: ({ allowedValues }) => `must be one of ${(allowedValues as readonly unknown[]).join(', ')}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  format: ({ format }) => `must be ${FORMAT_NAMES[String(format)] ?? `a valid ${String(format)}`}`,
  pattern: ({ pattern }) => `must match ${String(pattern)}`,
  minLength: ({ limit }) => (limit === 1 ? 'must not be empty' : `must be at least ${plural(limit, 'character')}`),
  maxLength: ({ limit }) => `must be at most ${plural(limit, 'character')}`,
  minimum: ({ limit }) => `must be ${limit} or more`,
  maximum: ({ limit }) => `must be ${limit} or less`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minItems: ({ limit }) => `must have at least ${plural(limit, 'item')}`,
  maxItems: ({ limit }) => `must have at most ${plural(limit, 'item')}`,
  minProperties: ({ limit }) => `must have at least ${plural(limit, 'member')}`,
  maxProperties: ({ limit }) => `must have at most ${plural(limit, 'member')}`,
  uniqueItems: () => 'must not have equal items',
  required: () => 'is required',
  additionalProperties: () => 'is not a known field',
  anyOf: () => 'must fit one of the types of its union',
  oneOf: () => 'must fit one of the types of its union',
};

const NAMING_PARAMS: Readonly<Record<string, string>> = { required: 'missingProperty', additionalProperties: 'additionalProperty' };

const toViolation = ({ instancePath, keyword, params, message }: ErrorObject): Violation => {
  const named = NAMING_PARAMS[keyword];
  const member = named === undefined ? [] : [String((params as Record<string, unknown>)[named])];
  const sentence = SENTENCES[keyword]?.(params as Record<string, unknown>) ?? message ?? `breaks ${keyword}`;
  return { path: pathOf(instancePath, ...member), keyword, message: sentence };
};

const isUnion = ({ keyword }: ErrorObject): boolean => keyword === 'anyOf' || keyword === 'oneOf';

const isNullTest = ({ keyword, params }: ErrorObject): boolean => keyword === 'type' && (params as { type?: unknown }).type === 'null';

/** A union of several types wraps its value in an object named by the type: these say only that it is not the one tried. */
const isNameTest = ({ schemaPath }: ErrorObject): boolean => /\/anyOf\/\d+\/(required|additionalProperties)$/.test(schemaPath);

const liesIn = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);

/**
 * Says what is wrong and not how a union was tried: what the branch that was meant has to say is kept, and the union's own verdict
 * stands only where no branch says more. What a form's pattern says is left out where its format says it in words.
 */
export const violationsOf = (errors: readonly ErrorObject[]): readonly Violation[] => {
  const unions = errors.filter(isUnion);
  const formats = errors.filter(({ keyword }) => keyword === 'format').map(({ instancePath }) => instancePath);
  const telling = errors.filter((error) => {
    if (isUnion(error) || isNameTest(error)) return false;
    if (error.keyword === 'pattern' && formats.includes(error.instancePath)) return false;
    return !(isNullTest(error) && unions.some(({ instancePath }) => instancePath === error.instancePath));
  });
  const silent = unions.filter(({ instancePath }) => !telling.some((error) => liesIn(error.instancePath, instancePath)));
  const kept = new Set([...telling, ...silent]);
  const seen = new Map(
    errors
      .filter((error) => kept.has(error))
      .map(toViolation)
      .map((violation) => [`${violation.path} ${violation.message}`, violation]),
  );
  return [...seen.values()];
};
