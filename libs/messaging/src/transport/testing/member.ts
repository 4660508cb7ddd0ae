/**
 * A member of a group in a process of its own, for tests that kill or stop it. Its argument is JSON, see `MemberTask`.
 * It writes one JSON line for `ready` and one for each batch it gets, and finishes a batch when a line comes on stdin.
 */
import { createInterface } from 'node:readline';
import { createLogger } from '@vyarna/logger';
import { createTransport } from '../create-transport.ts';
import type { MemberTask } from './member-process.ts';

const task = JSON.parse(process.argv[2] ?? '') as MemberTask;
const logger = createLogger({ service: 'member', level: 'silent' });
const transport = await createTransport({ ...task.bus, clientId: 'member', logger });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

const subscription = transport.subscribe({
  group: task.group,
  topics: [task.topic],
  maxBatch: 1,
  handle: async (batch) => {
    console.log(JSON.stringify({ values: batch.map((record) => String(record.value)) }));
    await lines.next();
  },
});
await subscription.ready;
console.log(JSON.stringify({ ready: true }));
