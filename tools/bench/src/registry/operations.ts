/** What is asked of a registry under load. Each is a list of requests that callers send in turn, or makes a new one for each call. */
import { randomBytes } from 'node:crypto';
import type { Sent } from '../load.ts';
import { madeSchema } from './made-schemas.ts';

const SUBJECTS = 20;
const VERSIONS = 3;

const CONTENT_TYPE = { 'content-type': 'application/vnd.schemaregistry.v1+json' };

export interface Operation {
  readonly name: string;
  readonly next: () => Sent;
}

const posted = (path: string, schema: string): Sent => ({ method: 'POST', path, body: JSON.stringify({ schema }), headers: CONTENT_TYPE });

/** Registers what the operations ask for. The prefix keeps runs on one registry apart. */
export async function fill(url: string, prefix: string): Promise<readonly Operation[]> {
  const subjects = Array.from({ length: SUBJECTS }, (_, index) => ({ name: `${prefix}-${index}-value`, index }));
  const ids: number[] = [];
  for (const { name, index } of subjects) {
    for (let version = 1; version <= VERSIONS; version += 1) {
      const { path, body, headers } = posted(`/subjects/${name}/versions`, madeSchema(index, version));
      const answer = await fetch(`${url}${path}`, { method: 'POST', body: body ?? '', headers: headers ?? {} });
      if (!answer.ok) throw new Error(`${url} does not take a schema: ${answer.status} ${await answer.text()}`);
      ids.push(((await answer.json()) as { readonly id: number }).id);
    }
  }
  const inTurn = (requests: readonly Sent[]): (() => Sent) => {
    let count = 0;
    return () => requests[count++ % requests.length] as Sent;
  };
  const newest = subjects.map(({ name, index }) => ({ name, schema: madeSchema(index, VERSIONS), next: madeSchema(index, VERSIONS + 1) }));
  return [
    { name: 'schema by id', next: inTurn(ids.map((id) => ({ method: 'GET', path: `/schemas/ids/${id}` }))) },
    { name: 'newest version', next: inTurn(newest.map(({ name }) => ({ method: 'GET', path: `/subjects/${name}/versions/latest` }))) },
    { name: 'look-up by schema', next: inTurn(newest.map(({ name, schema }) => posted(`/subjects/${name}`, schema))) },
    {
      name: 'compatibility check',
      next: inTurn(newest.map(({ name, next }) => posted(`/compatibility/subjects/${name}/versions/latest`, next))),
    },
    {
      name: 'registration, of a new schema in a new subject',
      next: () => {
        const name = randomBytes(9).toString('hex');
        return posted(`/subjects/${prefix}-${name}-value/versions`, madeSchema(0, 1).replace('"Order0"', `"Order_${name}"`));
      },
    },
  ];
}
