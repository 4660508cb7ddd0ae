/** The thread that runs the parser of AsyncAPI: loading and running it takes longer than all else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { Parser } from '@asyncapi/parser';
import type { Diagnosed, Question } from './diagnostic.ts';

/** Nothing is fetched: a reference over the network reads as an empty document, and what it names is then not there. */
const offline = ['http', 'https'].map((schema) => ({ schema, order: 1, canRead: true, read: () => 'null' }));

const parser = new Parser({ __unstable: { resolver: { resolvers: offline } } });

const diagnose = async ({ root, documents }: Question): Promise<readonly Diagnosed[]> => {
  const all: Diagnosed[] = [];
  for (const document of documents) {
    const source = join(root, document);
    const diagnostics = await parser.validate(readFileSync(source, 'utf8'), { source });
    all.push({
      document,
      diagnostics: diagnostics.map(({ code, message, path, severity, range, source: about }) => {
        return { code: String(code), message, path, severity, line: range.start.line, character: range.start.character, source: about ?? source };
      }),
    });
  }
  return all;
};

parentPort?.once('message', (question: Question) => {
  // A rejection ends the thread with an error, which whoever asked gets.
  void diagnose(question).then((answer) => parentPort?.postMessage(answer));
});
