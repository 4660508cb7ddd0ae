import type { Flow } from '@vyarna/contract/flow';
import { readFlow } from '@vyarna/contract/flow';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { Definition } from '../definition/load-flows.ts';

/** Flows by content hash: the current ones, and the ones that older runs started on, read back when such a run goes on. */
export interface DefinitionStore {
  flowOf(hash: string): Promise<Flow>;
}

/** Keeps the current definitions before any run can start on them. */
export const keepDefinitions = async (db: QueryExecutorProvider, current: Iterable<Definition>): Promise<DefinitionStore> => {
  const flows = new Map<string, Flow>();
  for (const { flow, hash, document } of current) {
    flows.set(hash, flow);
    await sql`insert into flow_definition (hash, flow_type, document) values (${hash}, ${flow.name}, ${JSON.stringify(document)}::json) on conflict do nothing`.execute(
      db,
    );
  }
  const flowOf = async (hash: string): Promise<Flow> => {
    const known = flows.get(hash);
    if (known !== undefined) return known;
    const { rows } = await sql<{ document: unknown }>`select document from flow_definition where hash = ${hash}`.execute(db);
    const { flow } = readFlow(rows[0]?.document);
    if (flow === null) throw new Error(`the flow definition ${hash}, which a run started on, cannot be read`);
    flows.set(hash, flow);
    return flow;
  };
  return { flowOf };
};
