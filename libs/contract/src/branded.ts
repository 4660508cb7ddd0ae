/**
 * The JSON-safe values that Avro's logical types have in memory. They are strings that say what they hold: a plain string becomes one
 * through its maker, which throws a `TypeError` for text of another form. Ajv, JSONB, CEL, pino and HTTP take them as they are.
 */
declare const brand: unique symbol;

type Branded<Name extends string> = string & { readonly [brand]: Name };

/** `01890a5d-ac96-774b-bcce-b302099a8057`, lower case. */
export type Uuid = Branded<'Uuid'>;
/** `12.50`: an exact number; the schema's scale says how many digits follow the point. */
export type Decimal = Branded<'Decimal'>;
/** `2026-11-21`. */
export type CalendarDate = Branded<'CalendarDate'>;
/** `10:15:30.123` or, in microseconds, `10:15:30.123456`. */
export type TimeOfDay = Branded<'TimeOfDay'>;
/** ISO 8601 in UTC with 3, 6 or 9 digits of a second: `2026-11-21T10:15:30.123Z`. */
export type Timestamp = Branded<'Timestamp'>;
/** As `Timestamp`, without a zone. */
export type LocalTimestamp = Branded<'LocalTimestamp'>;
/** ISO 8601: `P1M2DT3.004S`. */
export type Duration = Branded<'Duration'>;
/** A 64-bit integer in decimal digits, where the contract does not bound it within ±(2^53 - 1). */
export type Long = Branded<'Long'>;
/** Bytes, in standard base64 with padding. */
export type Base64 = Branded<'Base64'>;

const checked = <Value>(kind: string, form: RegExp, text: string): Value => {
  if (!form.test(text)) throw new TypeError(`${JSON.stringify(text)} is not ${kind}`);
  return text as Value;
};

const DAY = '\\d{4}-\\d\\d-\\d\\d';
const CLOCK = '\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?';
const FORMS = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  decimal: /^-?\d+(\.\d+)?$/,
  date: new RegExp(`^${DAY}$`),
  time: new RegExp(`^${CLOCK}$`),
  timestamp: new RegExp(`^${DAY}T${CLOCK}Z$`),
  localTimestamp: new RegExp(`^${DAY}T${CLOCK}$`),
  duration: /^P(?!$)(\d+M)?(\d+D)?(T\d+(\.\d{1,3})?S)?$/,
  long: /^-?\d{1,19}$/,
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
};

export const uuid = (text: string): Uuid => checked('a uuid', FORMS.uuid, text.toLowerCase());
export const decimal = (text: string): Decimal => checked('a decimal', FORMS.decimal, text);
export const calendarDate = (text: string): CalendarDate => checked('a date', FORMS.date, text);
export const timeOfDay = (text: string): TimeOfDay => checked('a time of day', FORMS.time, text);
export const localTimestamp = (text: string): LocalTimestamp => checked('a local timestamp', FORMS.localTimestamp, text);
export const duration = (text: string): Duration => checked('a duration', FORMS.duration, text);

/** A `Date` gives milliseconds; text keeps its precision. */
export const timestamp = (moment: string | Date): Timestamp =>
  checked('a timestamp in UTC', FORMS.timestamp, typeof moment === 'string' ? moment : moment.toISOString());

export const long = (value: string | number | bigint): Long => checked('a 64-bit integer', FORMS.long, String(value));

/** Text is taken as base64 already; bytes are encoded. */
export const base64 = (value: string | Uint8Array): Base64 =>
  checked('base64', FORMS.base64, typeof value === 'string' ? value : Buffer.from(value).toString('base64'));

/** Cuts a timestamp to milliseconds, all that `Date` can hold. */
export const dateOf = (moment: Timestamp): Date => new Date(moment);
export const bigintOf = (value: Long): bigint => BigInt(value);
export const bytesOf = (value: Base64): Buffer => Buffer.from(value, 'base64');
