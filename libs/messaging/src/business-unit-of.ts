import { Refusal, type Uuid, uuid } from '@vyarna/contract';
import type { Envelope } from './envelope.ts';

/** The unit a request acts for: from the envelope alone, as a payload could name any. */
export const businessUnitOf = ({ context }: Pick<Envelope<unknown>, 'context'>): Uuid => {
  if (context.businessUnitId === undefined) throw new Refusal('BUSINESS_UNIT_NOT_FOUND', 'The request names no business unit.');
  return uuid(context.businessUnitId);
};
