/** A thread that runs the parser of AsyncAPI, on one document after another: loading and running it takes longer than all else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { Parser } from '@asyncapi/parser';
import { digestOf, digestOfFile } from '@vyarna/loader/digest';
import type { Diagnosed, Question } from './diagnostic.ts';

/** Nothing is fetched: a reference over the network reads as an empty document, and what it names is then not there. */
const offline = ['http', 'https'].map((schema) => ({ schema, order: 1, canRead: true, read: () => 'null' }));

/** The files that the current document made the parser look for. */
const read = new Map<string, string | null>();

/**
 * Takes note of a file, and leaves reading it to the parser. Its digest is taken before: of a file that is saved between the two, that is not the one
 * it will have later.
 */
const noting = {
  schema: 'file',
  order: 1,
  canRead: (file: { href(): string }) => {
    const path = file.href();
    if (!read.has(path)) read.set(path, digestOfFile(path));
    return false;
  },
  read: () => undefined,
};

// Without its cache, which would read for one document what others refer to as well.
const parser = new Parser({ __unstable: { resolver: { cache: false, resolvers: [...offline, noting] } } });

const diagnose = async ({ root, document }: Question): Promise<Diagnosed> => {
  const source = join(root, document);
  read.clear();
  const text = readFileSync(source, 'utf8');
  read.set(source, digestOf(text));
  const diagnostics = await parser.validate(text, { source });
  return {
    document,
    diagnostics: diagnostics.map(({ code, message, path, severity, range, source: about }) => {
      return { code: String(code), message, path, severity, line: range.start.line, character: range.start.character, source: about ?? source };
    }),
    read: Object.fromEntries(read),
  };
};

parentPort?.on('message', (question: Question) => {
  // A rejection ends the thread with an error, which whoever asked gets.
  void diagnose(question).then((answer) => parentPort?.postMessage(answer));
});
