/** Dates, times of day, timestamps and durations: ISO 8601 in memory, written in exactly one way each, years 0000 to 9999. */
import { datePattern, durationPattern, timePattern, timestampPattern } from './patterns.ts';
import { type Conversion, inLong } from './plain-forms.ts';

const dayMs = 86_400_000;

const datePart = new RegExp(datePattern);

const number = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let index = start; index < end; index++) value = value * 10 + text.charCodeAt(index) - 48;
  return value;
};

/** Days since 1970 of a text that begins as `2026-11-21`; undefined for a day its month does not have. */
const daysOf = (text: string): number | undefined => {
  const [year, month, day] = [number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (month === 2 ? (leap ? 29 : 28) : 30 + ((month + (month >> 3)) & 1))) return undefined;
  // Years here begin in March, so that the leap day comes last; `era` is 400 of them.
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + (yearOfEra >> 2) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
};

/** Seconds since midnight of a text that has `10:15:30` at `start`. */
const secondsOf = (text: string, start: number): number =>
  number(text, start, start + 2) * 3600 + number(text, start + 3, start + 5) * 60 + number(text, start + 6, start + 8);

/** Undefined for years that ISO 8601 does not write with four digits. */
const secondsText = (millis: number): string | undefined => {
  if (Math.abs(millis) > 8.64e15) return undefined;
  const text = new Date(millis).toISOString();
  return text.length === 24 ? text.slice(0, 19) : undefined;
};

export const date: Conversion = {
  expected: 'a date such as "2026-11-21"',
  toRaw: (value) => {
    if (typeof value !== 'string' || !datePart.test(value)) return undefined;
    return daysOf(value);
  },
  fromRaw: (raw) => secondsText((raw as number) * dayMs)?.slice(0, 10),
};

const fractionExample = (scale: number): string => '123456789'.slice(0, scale);

/** `scale` is the digits of the second's fraction. */
export const timeOfDay = (scale: number): Conversion => {
  const pattern = new RegExp(timePattern(scale));
  const unit = 10 ** scale;
  return {
    expected: `a time of day such as "10:15:30.${fractionExample(scale)}"`,
    toRaw: (value) => {
      if (typeof value !== 'string' || !pattern.test(value)) return undefined;
      return secondsOf(value, 0) * unit + number(value, 9, 9 + scale);
    },
    fromRaw: (raw) => {
      if (typeof raw !== 'number' || raw < 0 || raw >= 86_400 * unit) return undefined;
      const seconds = Math.floor(raw / unit);
      const text = new Date(seconds * 1000).toISOString().slice(11, 19);
      return `${text}.${String(raw - seconds * unit).padStart(scale, '0')}`;
    },
  };
};

/** `zone` is `Z` for an instant and empty for a local timestamp. */
export const timestamp = (scale: number, zone: 'Z' | ''): Conversion => {
  const pattern = new RegExp(timestampPattern(scale, zone));
  const unit = 10 ** scale;
  const bigUnit = BigInt(unit);
  return {
    expected: `a ${zone === '' ? 'local ' : ''}timestamp such as "2026-11-21T10:15:30.${fractionExample(scale)}${zone}"`,
    toRaw: (value) => {
      if (typeof value !== 'string' || !pattern.test(value)) return undefined;
      const days = daysOf(value);
      if (days === undefined) return undefined;
      const seconds = days * 86_400 + secondsOf(value, 11);
      const fraction = number(value, 20, 20 + scale);
      const exact = seconds * unit + fraction;
      return Number.isSafeInteger(exact) ? exact : inLong(BigInt(seconds) * bigUnit + BigInt(fraction));
    },
    fromRaw: (raw) => {
      const past = typeof raw === 'bigint' ? Number(raw % bigUnit) : (raw as number) % unit;
      const fraction = past < 0 ? past + unit : past;
      const whole = typeof raw === 'bigint' ? Number((raw - BigInt(fraction)) / bigUnit) : ((raw as number) - fraction) / unit;
      const seconds = secondsText(whole * 1000);
      return seconds && `${seconds}.${String(fraction).padStart(scale, '0')}${zone}`;
    },
  };
};

const durationParts = new RegExp(durationPattern);

const maxPart = 2 ** 32 - 1;

/** Avro keeps months, days and milliseconds apart, each of 32 bits without a sign; so does the text, which always has all three. */
export const duration: Conversion = {
  expected: 'a duration such as "P1M2DT3.004S"',
  toRaw: (value) => {
    if (typeof value !== 'string' || !durationParts.test(value)) return undefined;
    const [months = 0, days = 0, seconds = 0, fraction = 0] = (value.match(/\d+/g) ?? []).map(Number);
    const parts = [months, days, seconds * 1000 + fraction];
    if (parts.some((part) => part > maxPart)) return undefined;
    const bytes = Buffer.alloc(12);
    parts.forEach((part, index) => {
      bytes.writeUInt32LE(part, index * 4);
    });
    return bytes;
  },
  fromRaw: (raw) => {
    const [months, days, millis] = [0, 4, 8].map((offset) => (raw as Buffer).readUInt32LE(offset)) as [number, number, number];
    return `P${months}M${days}DT${Math.floor(millis / 1000)}.${String(millis % 1000).padStart(3, '0')}S`;
  },
};
