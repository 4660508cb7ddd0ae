import { Refusal } from '@vyarna/contract';
import { getBusinessUnit } from '@vyarna/generated/business-unit/requests/get-business-unit.gen.ts';
import type { Service } from '@vyarna/messaging';
import type { BusinessUnitDatabase } from './database.ts';

/** A unit sees itself and no other: another's id is answered as one that is not there. */
export const registerGetBusinessUnit = ({ messaging }: Service<BusinessUnitDatabase>): void =>
  messaging.handle(getBusinessUnit, async ({ payload, context }, { db }) => {
    const { businessUnitId } = payload;
    const unit =
      context.businessUnitId === businessUnitId
        ? await db
            .selectFrom('business_unit')
            .select(['business_unit_id as businessUnitId', 'name', 'status'])
            .where('business_unit_id', '=', businessUnitId)
            .executeTakeFirst()
        : undefined;
    if (unit === undefined) throw new Refusal('BUSINESS_UNIT_NOT_FOUND', 'There is no such business unit.', { businessUnitId });
    return { reply: unit };
  });
