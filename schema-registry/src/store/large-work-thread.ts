/** A thread that does work on large schemas, one after another, so that requests go on being answered meanwhile. */
import { parentPort } from 'node:worker_threads';
import { SchemaEngine } from '../registry/schema-engine.ts';
import { outcomeOfWork, type SchemaWork } from '../registry/schema-work.ts';

const engine = new SchemaEngine();

parentPort?.on('message', ({ key, work }: { readonly key: string; readonly work: SchemaWork }) => {
  // What is no refusal ends the thread with an error, which all that wait get.
  parentPort?.postMessage({ key, outcome: outcomeOfWork(() => engine.do(work)) });
});
