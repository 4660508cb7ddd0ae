import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type AvroJson, checkCompatibility, parseExactly, readSchema, type Schema } from '@vyarna/avro';
import { UsageError } from '../command.ts';

/** What one line of a batch asks: may `reader` read what `writer` wrote? Schemas are Avro JSON, or its text. */
interface Question {
  readonly id?: unknown;
  readonly reader?: unknown;
  readonly writer?: unknown;
}

/** Defaults of type long may have more digits than a number keeps; looking at each number takes several times as long, so only where one is so long. */
const parsed = (text: string): unknown => (/\d{16}/.test(text) ? parseExactly(text) : JSON.parse(text));

/** Throws `SchemaError`, or a `SyntaxError` for text that is no JSON; a bare primitive name is itself. */
const schemaGiven = (given: unknown): Schema => {
  const json = typeof given === 'string' && /^\s*[[{"]/.test(given) ? (parsed(given) as AvroJson) : (given as AvroJson);
  return readSchema(json, { strict: true });
};

const questionOf = (line: string, number: number): Question => {
  const say = (what: string): never => {
    throw new SyntaxError(`Line ${number} is ${what}: expected { "id", "reader", "writer" }.`);
  };
  let json: unknown;
  try {
    json = parsed(line);
  } catch (error) {
    return say(`no JSON (${(error as Error).message})`);
  }
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : say('no JSON object');
};

/** The answer to one line: `{ id, compatible, incompatibilities }`, or `{ id, error }` for what Avro refuses. */
const answerLine = (line: string, number: number): object => {
  let id: unknown = null;
  try {
    const question = questionOf(line, number);
    id = question.id ?? null;
    for (const side of ['reader', 'writer'] as const) if (question[side] === undefined) throw new TypeError(`Line ${number} has no "${side}".`);
    return { id, ...checkCompatibility(schemaGiven(question.reader), schemaGiven(question.writer)) };
  } catch (error) {
    return { id, error: wordsFor(error) };
  }
};

const wordsFor = (error: unknown): string => {
  // The engine's stack ends before a line does.
  if (error instanceof RangeError) return 'The schema cannot be used: it is nested too deeply.';
  return error instanceof Error ? error.message : String(error);
};

/** Answers the lines of a file, or of standard input for `-`, one by one, however many there are; empty lines are passed over. */
export const answerBatch = async (file: string, write: (line: string) => void): Promise<void> => {
  if (file !== '-' && !existsSync(file)) throw new UsageError(`There is no file ${file}`);
  const input = file === '-' ? process.stdin : createReadStream(file);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') write(JSON.stringify(answerLine(line, number)));
  }
};
