import { getHistoryOperator } from '@vyarna/generated/operator/requests/get-history-operator.gen.ts';
import { operatorSnapshot } from '@vyarna/generated/operator/snapshots/operator.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { readHistory } from '@vyarna/ztracking';
import { operatorNotFound } from '../refusals.ts';
import type { OperatorService } from '../service.ts';

const CHANGE_TYPES = { create: 'CREATE', update: 'UPDATE', delete: 'DELETE' } as const;

/** A page of an operator's changes, newest first. */
export const registerGetHistoryOperator = ({ messaging, contracts }: OperatorService): void =>
  messaging.handle(getHistoryOperator, async (message, { db, logger }) => {
    const { operatorId, limit, cursor } = message.payload;
    const businessUnitId = businessUnitOf(message);
    const page = await readHistory(db, operatorSnapshot, { contracts, entityId: operatorId, businessUnitId, limit, cursor });
    // Every operator has at least the record of its creation.
    if (page.changes.length === 0 && cursor === null) throw operatorNotFound(operatorId);
    const nonconforming = page.changes.filter(({ conforms }) => !conforms).map(({ id }) => id);
    if (nonconforming.length > 0)
      logger.warn({ operatorId, changes: nonconforming }, 'snapshots that do not fit the contract are left out of the history');
    const items = page.changes.map(({ id, traceId, changeType, before, after, createdAt, operatorId: changedBy }) => ({
      changeId: id,
      traceId,
      changeType: CHANGE_TYPES[changeType],
      before,
      after,
      changedAt: createdAt,
      changedBy,
    }));
    return { reply: { items, nextCursor: page.nextCursor } };
  });
