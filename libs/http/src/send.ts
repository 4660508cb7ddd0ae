import { PayloadInvalid } from '@vyarna/messaging';
import { withinLimit } from '@vyarna/process';
import type { Exchange, OutgoingRequest, SentRequest } from './exchange.ts';
import { Problem } from './problem.ts';
import { faultOf, summary } from './read-request.ts';

/** A bus that has not taken a message by then is treated as away. */
const SEND_LIMIT_MS = 5_000;
const RETRY_AFTER_SECONDS = '2';

/**
 * Rejects with the `Problem` that fits the bus's refusal, and within the limit. `statusPath` is where a write can be asked after: a bus that
 * does not answer may have taken it all the same.
 */
export const send = async (exchange: Exchange, request: OutgoingRequest, statusPath: string | undefined): Promise<SentRequest> => {
  const busUnavailable = (cause?: unknown): Problem => busSilent(statusPath, cause);
  try {
    return await withinLimit(SEND_LIMIT_MS, exchange(request), () => busUnavailable());
  } catch (error) {
    throw error instanceof PayloadInvalid ? misfit(error, request) : problemOfBus(error, busUnavailable);
  }
};

/** What only the encoding finds out, such as a number beyond 64 bits; all else was refused when the request was read. */
const misfit = ({ violations }: PayloadInvalid, { route }: OutgoingRequest): Problem => {
  const errors = violations.map((violation) => faultOf(violation, route));
  return new Problem('VALIDATION_FAILED', summary(errors), { errors });
};

/** An error of the bus is known by its code; anything else is a fault of ours and passes as it is. */
const problemOfBus = (error: unknown, busUnavailable: (cause: unknown) => Problem): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'BUS_UNAVAILABLE' || code === 'NO_REPLY_SLOT') return busUnavailable(error);
  if (code === 'MESSAGE_TOO_LARGE') return new Problem('BODY_TOO_LARGE', 'The request is larger than a message may be.');
  return error;
};

const busSilent = (statusPath: string | undefined, cause: unknown): Problem => {
  const next = statusPath === undefined ? 'Try again.' : `Whether it took the request is not known: look at ${statusPath} before you try again.`;
  const problem = new Problem('BUS_UNAVAILABLE', `The message bus does not answer. ${next}`, {
    headers: { 'retry-after': RETRY_AFTER_SECONDS, ...(statusPath === undefined ? {} : { location: statusPath }) },
  });
  problem.cause = cause;
  return problem;
};
