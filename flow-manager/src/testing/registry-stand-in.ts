import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RegistryStandIn {
  readonly url: string;
  close(): Promise<void>;
}

/** A schema registry that has every schema it is asked for. The real one is tested in its own room. */
export const startRegistryStandIn = async (): Promise<RegistryStandIn> => {
  const schemas: string[] = [];
  const idOf = (schema: string): number => (schemas.includes(schema) ? schemas.indexOf(schema) : schemas.push(schema) - 1) + 1;
  const server = createServer(async (request, response) => {
    const [, kind, , id] = (request.url ?? '').split('/');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer =
      kind === 'schemas' ? { schema: schemas[Number(id) - 1] } : { id: idOf((JSON.parse(body) as { schema: string }).schema), version: 1 };
    response.setHeader('content-type', 'application/vnd.schemaregistry.v1+json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
