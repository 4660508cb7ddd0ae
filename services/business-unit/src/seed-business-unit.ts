import { type QueryExecutorProvider, sql } from 'kysely';
import type { STATUSES } from './database.ts';

export interface Seed {
  readonly id: string;
  readonly name: string;
  /** ACTIVE for a new unit, and as it is for one that is there, when left out. */
  readonly status?: (typeof STATUSES)[number] | undefined;
}

/** Makes sure that the unit is there, with this name. Units have no audit contract yet, so none is recorded. */
export const seedBusinessUnit = async (db: QueryExecutorProvider, { id, name, status }: Seed): Promise<void> => {
  await sql`
    insert into business_unit (business_unit_id, name, status) values (${id}, ${name}, coalesce(${status ?? null}, 'ACTIVE'))
    on conflict (business_unit_id) do update
      set name = excluded.name, status = coalesce(${status ?? null}, business_unit.status), updated_at = now()
      where (business_unit.name, business_unit.status) is distinct from (excluded.name, coalesce(${status ?? null}, business_unit.status))
  `.execute(db);
};
