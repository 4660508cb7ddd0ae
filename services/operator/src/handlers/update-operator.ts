import { Refusal } from '@vyarna/contract';
import { announceOperatorUpdated } from '@vyarna/generated/operator/producers/announce-operator-updated.gen.ts';
import { updateOperator } from '@vyarna/generated/operator/requests/update-operator.gen.ts';
import { operatorSnapshot } from '@vyarna/generated/operator/snapshots/operator.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { recordChange } from '@vyarna/ztracking';
import { sql } from 'kysely';
import { operatorColumns } from '../operator-table.ts';
import { meaningOf, operatorNotFound } from '../refusals.ts';
import type { OperatorService } from '../service.ts';

/** Changes the fields that are given. What changes nothing is answered and logged, and leaves no record and no event. */
export const registerUpdateOperator = ({ messaging, contracts, program }: OperatorService): void =>
  messaging.handle(updateOperator, async (message, { db, logger }) => {
    const { operatorId, email, displayName, status } = message.payload;
    if (status === 'UNKNOWN') throw new Refusal('VALIDATION_FAILED', 'An operator is either ACTIVE or DEACTIVATED.', { field: 'status' });
    const before = await db
      .selectFrom('operator')
      .select(operatorColumns)
      .where('operator_id', '=', operatorId)
      .where('business_unit_id', '=', businessUnitOf(message))
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) throw operatorNotFound(operatorId);
    const wanted = { email: email ?? before.email, displayName: displayName ?? before.displayName, status: status ?? before.status };
    if (wanted.email === before.email && wanted.displayName === before.displayName && wanted.status === before.status) {
      logger.info({ operatorId }, 'the update changes nothing');
      return { reply: before };
    }
    const after = await db
      .updateTable('operator')
      .set({ email: wanted.email, display_name: wanted.displayName, status: wanted.status, updated_at: sql<Date>`clock_timestamp()` })
      .where('operator_id', '=', operatorId)
      .returning(operatorColumns)
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw meaningOf(error);
      });
    const { registry } = program;
    await recordChange(db, operatorSnapshot, { contracts, registry, logger, message, changeType: 'update', entityId: operatorId, before, after });
    return { reply: after, messages: [announceOperatorUpdated(after)] };
  });
