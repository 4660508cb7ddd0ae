import { readCursor, writeCursor } from '@vyarna/contract';
import { getManyOperators } from '@vyarna/generated/operator/requests/get-many-operators.gen.ts';
import { businessUnitOf } from '@vyarna/messaging';
import { sql } from 'kysely';
import { operatorColumns } from '../operator-table.ts';
import type { OperatorService } from '../service.ts';

/** A page of the unit's operators, oldest first. Pages neither repeat nor leave out operators that are there throughout. */
export const registerGetManyOperators = ({ messaging }: OperatorService): void =>
  messaging.handle(getManyOperators, async (message, { db }) => {
    const { limit, cursor, status } = message.payload;
    let query = db
      .selectFrom('operator')
      .select(operatorColumns)
      .where('business_unit_id', '=', businessUnitOf(message))
      .orderBy('created_at')
      .orderBy('operator_id')
      .limit(limit + 1);
    // No operator is of the status UNKNOWN, so that filter finds none.
    if (status !== null) query = query.where(sql<string>`status`, '=', status);
    if (cursor !== null) {
      const { createdAt, id } = readCursor(cursor);
      query = query.where(sql<boolean>`(created_at, operator_id) > (${createdAt}::timestamptz, ${id}::uuid)`);
    }
    const rows = await query.execute();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      reply: {
        items,
        nextCursor: rows.length > limit && last !== undefined ? writeCursor({ createdAt: last.createdAt, id: last.operatorId }) : null,
      },
    };
  });
