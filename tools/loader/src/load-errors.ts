import type { ErrorModel } from '@vyarna/contract';
import { Facts } from './facts.ts';
import type { Sources } from './sources.ts';

/** Reads the catalogue of error codes, where there is one: each with the HTTP status it is answered with and a title for people. */
export const loadErrors = (sources: Sources, file: string): Readonly<Record<string, ErrorModel>> => {
  const root = sources.open(file);
  if (root === undefined) return {};
  const errors: Record<string, ErrorModel> = {};
  for (const [code, place] of sources.entries(root)) {
    const facts = new Facts(sources, place);
    facts.only(['status', 'title'], `The error ${code}`);
    const [status, title] = [facts.count('status'), facts.text('title')];
    if (!/^[A-Z][A-Z0-9_]+$/.test(code)) sources.report(place, 'INVALID_ERROR', `The error code ${code} must be in capitals, such as EMAIL_TAKEN.`);
    else if (status === undefined || status < 400 || status > 599 || title === undefined) {
      sources.report(place, 'INVALID_ERROR', `The error ${code} must have a status from 400 to 599 and a title.`);
    } else errors[code] = { status, title };
  }
  return errors;
};
