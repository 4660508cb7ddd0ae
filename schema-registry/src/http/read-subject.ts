import type { Context } from 'hono';
import { refuseBadName } from '../registry/names.ts';

/** The subject in the path. */
export function readSubject(context: Context): string {
  const subject = context.req.param('subject') ?? '';
  refuseBadName(subject, true);
  return subject;
}
