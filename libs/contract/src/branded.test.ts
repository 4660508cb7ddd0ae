import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { base64, bigintOf, bytesOf, calendarDate, dateOf, decimal, duration, long, type Timestamp, timestamp, type Uuid, uuid } from './branded.ts';

describe('branded strings', () => {
  test('a plain string is no uuid until it went through its maker', () => {
    expectTypeOf<string>().not.toExtend<Uuid>();
    expectTypeOf<Uuid>().not.toExtend<Timestamp>();
    expectTypeOf<Uuid>().toExtend<string>();
    expect(uuid('01980C2E-7A50-7C3A-9D2E-2F6C1F0B7A11')).toBe('01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11');
  });

  test.each([
    [() => uuid('01980c2e'), '"01980c2e" is not a uuid'],
    [() => decimal('1,50'), '"1,50" is not a decimal'],
    [() => calendarDate('21.11.2026'), '"21.11.2026" is not a date'],
    [() => timestamp('2026-11-21T10:15:30+01:00'), '"2026-11-21T10:15:30+01:00" is not a timestamp in UTC'],
    [() => duration('P'), '"P" is not a duration'],
    [() => long('1.5'), '"1.5" is not a 64-bit integer'],
    [() => base64('a'), '"a" is not base64'],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(new TypeError(message));
  });

  test('a moment survives to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') }), (moment) => {
        expect(dateOf(timestamp(moment))).toEqual(moment);
      }),
    );
  });

  test('64-bit integers and bytes survive exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.uint8Array(), (value, bytes) => {
        expect(bigintOf(long(value))).toBe(value);
        expect([...bytesOf(base64(bytes))]).toEqual([...bytes]);
      }),
    );
  });
});
