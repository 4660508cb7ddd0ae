import { HttpError } from '../http/http-error.ts';
import { Refusal } from '../registry/refusal.ts';

/** What the reader is told, and may not read: no fault of the program. */
export const isDeclined = (error: unknown): error is Refusal | HttpError => error instanceof Refusal || error instanceof HttpError;
