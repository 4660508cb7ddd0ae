import { getOperator } from '@vyarna/generated/operator/requests/get-operator.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { operatorColumns } from '../operator-table.ts';
import { operatorNotFound } from '../refusals.ts';
import type { OperatorService } from '../service.ts';

export const registerGetOperator = ({ messaging }: OperatorService): void =>
  messaging.handle(getOperator, async (message, { db }) => {
    const { operatorId } = message.payload;
    const operator = await db
      .selectFrom('operator')
      .select(operatorColumns)
      .where('operator_id', '=', operatorId)
      .where('business_unit_id', '=', businessUnitOf(message))
      .executeTakeFirst();
    if (operator === undefined) throw operatorNotFound(operatorId);
    return { reply: operator };
  });
