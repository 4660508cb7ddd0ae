import { readFileSync } from 'node:fs';
import { AmbiguousFieldError, checkCompatibility, explainIncompatibility, type Schema, SchemaError } from '@vyarna/avro';
import { defineCommand, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { answerBatch, schemaGiven } from './batch.ts';

const readFile = (path: string): Schema => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`There is no file ${path}`);
  }
  try {
    return schemaGiven(JSON.parse(text));
  } catch (error) {
    if (error instanceof SchemaError || error instanceof SyntaxError) throw new Error(`${path}: ${error.message}`);
    throw error;
  }
};

const compare = (readerPath: string, writerPath: string, terminal: Terminal): ExitCode => {
  const [reader, writer] = [readFile(readerPath), readFile(writerPath)];
  try {
    const { compatible, incompatibilities } = checkCompatibility(reader, writer);
    if (compatible) {
      terminal.out(`compatible: a reader with ${readerPath} can read all that a writer with ${writerPath} may write.`);
      return 0;
    }
    terminal.out(`incompatible: a reader with ${readerPath} cannot read all that a writer with ${writerPath} may write.`);
    for (const found of incompatibilities) terminal.out(`  ${found.path}: ${explainIncompatibility(found)} [${found.type}]`);
  } catch (error) {
    if (!(error instanceof AmbiguousFieldError)) throw error;
    terminal.out(`incompatible: ${error.message}`);
  }
  return 100;
};

export const command = defineCommand({
  summary: 'say whether one Avro schema can read what another wrote',
  arguments: [
    { name: 'READER', summary: 'the schema of who reads, a .avsc file', complete: 'file', optional: true },
    { name: 'WRITER', summary: 'the schema of who wrote', complete: 'file', optional: true },
  ],
  options: {
    batch: {
      value: 'FILE',
      summary: 'answer many: JSON lines { "id", "reader", "writer" } from a file, or from standard input with -',
      complete: 'file',
    },
  },
  notes: `Verdicts, findings and their order are those of Apache Avro Java's SchemaCompatibility.
With --batch each line is answered by { "id", "compatible", "incompatibilities": [{ "type", "path", "message" }] }, or { "id", "error" }.
Exit codes: 0 compatible, or the batch is answered; 100 incompatible; 2 asked wrongly; 1 a schema is no Avro, or anything else.`,
  async run({ READER: reader, WRITER: writer, batch }, terminal) {
    if (batch !== undefined) {
      if (reader !== undefined) throw new UsageError('With --batch there are no other schemas');
      await answerBatch(batch, terminal.out);
      return 0;
    }
    if (reader === undefined || writer === undefined) throw new UsageError('Give two schemas, READER and WRITER, or --batch FILE');
    return compare(reader, writer, terminal);
  },
});
