import { announceOperatorCreated } from '@vyarna/generated/operator/producers/announce-operator-created.gen.ts';
import { createOperator } from '@vyarna/generated/operator/requests/create-operator.gen.ts';
import { operatorSnapshot } from '@vyarna/generated/operator/snapshots/operator.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { recordChange } from '@vyarna/ztracking';
import { operatorColumns } from '../operator-table.ts';
import { meaningOf } from '../refusals.ts';
import type { OperatorService } from '../service.ts';

/** Creates an operator, active, in the unit of the message. Refuses a taken address and a taken id. */
export const registerCreateOperator = ({ messaging, contracts, program }: OperatorService): void =>
  messaging.handle(createOperator, async (message, { db, logger }) => {
    const { operatorId, email, displayName } = message.payload;
    const businessUnitId = businessUnitOf(message);
    const operator = await db
      .insertInto('operator')
      .values({ operator_id: operatorId, business_unit_id: businessUnitId, email, display_name: displayName, status: 'ACTIVE' })
      .returning(operatorColumns)
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw meaningOf(error);
      });
    const { registry } = program;
    await recordChange(db, operatorSnapshot, {
      contracts,
      registry,
      logger,
      message,
      changeType: 'create',
      entityId: operatorId,
      before: null,
      after: operator,
    });
    return { reply: operator, messages: [announceOperatorCreated(operator)] };
  });
