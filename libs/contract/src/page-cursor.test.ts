import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCursor, writeCursor } from './page-cursor.ts';

describe('a cursor', () => {
  test('gives back where the page ended', () => {
    const moments = fc
      .date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().replace('Z', '456Z'));
    fc.assert(
      fc.property(moments, fc.uuid(), (createdAt, id) => {
        expect(readCursor(writeCursor({ createdAt, id }))).toEqual({ createdAt, id });
      }),
    );
  });

  const forged = (day: string): string => writeCursor({ createdAt: `${day}T10:15:30.123456Z`, id: '01890a5d-ac96-774b-bcce-b302099a8057' });

  test.each(['', 'x', Buffer.from('2026-99-21T10:15:30.123456Z nobody').toString('base64url'), forged('2026-02-31'), forged('0000-01-01')])(
    'is refused when it was not issued: %j',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
    },
  );
});
