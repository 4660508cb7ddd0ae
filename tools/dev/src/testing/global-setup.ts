import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import type { Kafka } from '../kafka/broker.ts';
import { findJava, JAVA_HINT, JAVA_NEEDED } from '../kafka/java.ts';
import { oneLine } from '../one-line.ts';
import type { Postgres } from '../postgres/server.ts';
import { startTestKafka, startTestPostgres } from './servers.ts';

/** What `testDatabase` and `testKafka`, in the test processes, ask for. */
export type ServersAnswer = { readonly use: string } | { readonly fail: string };

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run's servers are asked for. */
    vyarnaServers: string;
    /** Whether this machine can run Kafka, and what follows when it cannot. */
    kafka: 'here' | 'skipped' | 'required';
  }
}

/**
 * Vitest's global set-up: the process that owns the run's one PostgreSQL and one Kafka. Each is started when the first
 * test asks for it, and ends with the run, also when the run is killed.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string) => console.log(line);
  const isJavaHere = (await findJava()) !== null;
  const isRequired = process.env['REQUIRE_KAFKA'] === '1';
  if (!isJavaHere) say(`Kafka tests ${isRequired ? 'fail' : 'are skipped'}: there is no Java ${JAVA_NEEDED}. ${JAVA_HINT}`);
  project.provide('kafka', isJavaHere ? 'here' : isRequired ? 'required' : 'skipped');
  let postgres: Promise<Postgres> | undefined;
  let kafka: Promise<Kafka> | undefined;

  const answers: { readonly [path: string]: () => Promise<ServersAnswer> } = {
    '/postgres': async () => {
      postgres ??= startTestPostgres();
      return { use: (await postgres).url() };
    },
    '/kafka': async () => {
      kafka ??= startTestKafka(say);
      return { use: (await kafka).brokers };
    },
  };

  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? (async () => ({ fail: `There is no ${request.url}.` }));
    answer()
      .catch((error: unknown): ServersAnswer => ({ fail: oneLine(error) }))
      .then((body) => response.end(JSON.stringify(body)))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  project.provide('vyarnaServers', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  return async () => {
    server.close();
    server.closeAllConnections();
    const running = await Promise.allSettled([postgres, kafka]);
    await Promise.all(running.map((one) => (one.status === 'fulfilled' ? one.value?.stop() : undefined)));
  };
}
