import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type AvroJson, checkCompatibility, readSchema, type Schema } from '@vyarna/avro';

/** What one line of a batch asks: may `reader` read what `writer` wrote? Schemas are Avro JSON, or its text. */
interface Question {
  readonly id?: unknown;
  readonly reader?: unknown;
  readonly writer?: unknown;
}

/** Reads a schema given as JSON or as the text of JSON; a bare primitive name is itself. Throws `SchemaError`, or a `SyntaxError` for text that is no JSON. */
export const schemaGiven = (given: unknown): Schema => {
  const json = typeof given === 'string' && /^\s*[[{"]/.test(given) ? (JSON.parse(given) as AvroJson) : (given as AvroJson);
  return readSchema(json, { strict: true });
};

/** The answer to one line: `{ id, compatible, incompatibilities }`, or `{ id, error }` for what Avro refuses. */
const answerLine = (line: string): object => {
  let id: unknown = null;
  try {
    const question = JSON.parse(line) as Question;
    id = question.id ?? null;
    for (const side of ['reader', 'writer'] as const) if (question[side] === undefined) throw new TypeError(`The line has no "${side}".`);
    return { id, ...checkCompatibility(schemaGiven(question.reader), schemaGiven(question.writer)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
};

/** Answers the lines of a file, or of standard input for `-`, one by one, however many there are; empty lines are passed over. */
export const answerBatch = async (file: string, write: (line: string) => void): Promise<void> => {
  const input = file === '-' ? process.stdin : createReadStream(file);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') write(JSON.stringify(answerLine(line)));
  }
};
