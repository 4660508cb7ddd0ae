import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AvroJson, Contracts } from '@vyarna/contract';
import { sentMessages } from '../sent-messages.ts';

export interface RegistryStandIn {
  readonly url: string;
  /** Answers the id. */
  add(subject: string, schema: AvroJson): number;
  /** Every schema that the applications send with. */
  push(contracts: Contracts, apps: readonly string[]): void;
  close(): Promise<void>;
}

/** The two answers of a Confluent-compatible registry that programs ask for, in memory, so that a test can let them be missing. */
export const startRegistryStandIn = async (port = 0): Promise<RegistryStandIn> => {
  const schemas: string[] = [];
  const subjects = new Map<string, Map<string, number>>();

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json' }).end(JSON.stringify(body));
    };
    const [, kind, , id] = (request.url ?? '').split('/');
    if (request.method === 'GET' && kind === 'schemas') {
      const schema = schemas[Number(id) - 1];
      return schema === undefined ? answer(404, { error_code: 40403, message: 'Schema not found' }) : answer(200, { schema });
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    const subject = decodeURIComponent((request.url ?? '').split('/')[2] ?? '');
    const found = subjects.get(subject)?.get((JSON.parse(body) as { schema: string }).schema);
    return found === undefined ? answer(404, { error_code: 40401, message: 'Subject not found.' }) : answer(200, { subject, id: found, version: 1 });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  const add = (subject: string, schema: AvroJson): number => {
    const text = JSON.stringify(schema);
    if (!schemas.includes(text)) schemas.push(text);
    const id = schemas.indexOf(text) + 1;
    subjects.set(subject, new Map([...(subjects.get(subject) ?? []), [text, id]]));
    return id;
  };

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add,
    push: (contracts, apps) => {
      for (const { message, topic } of apps.flatMap((app) => sentMessages(contracts, app))) {
        add(contracts.subjectOf(message, topic), contracts.schemaOf(contracts.payloadOf(message)));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
