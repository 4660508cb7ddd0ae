import { Refusal } from './refusal.ts';

/** Where a page ended: the age and id of its last item. */
export interface PageEnd {
  readonly createdAt: string;
  readonly id: string;
}

/** A cursor for lists that go by age, oldest first: opaque to callers, good for as long as items keep both. */
export const writeCursor = ({ createdAt, id }: PageEnd): string => Buffer.from(`${createdAt} ${id}`).toString('base64url');

/** Refuses text that is no cursor with CURSOR_INVALID. */
export const readCursor = (cursor: string): PageEnd => {
  const [, createdAt, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (createdAt === undefined || id === undefined || !isDay(createdAt.slice(0, 10)))
    throw new Refusal('CURSOR_INVALID', 'The cursor was not issued by this list.', { field: 'cursor' });
  return { createdAt, id };
};

/** PostgreSQL refuses a day that its month or its calendar does not have, such as 2026-02-31 or one of the year 0. */
const isDay = (day: string): boolean => day > '0001' && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;

const FORM =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
