import { LEVELS } from '@vyarna/avro';
import { PROFILES } from '@vyarna/avro/profiles';
import { type Argument, defineCommand, type ExitCode, type Options, type Terminal, UsageError } from '../command.ts';
import type { Values } from '../parse.ts';
import { answerBatch } from './batch.ts';
import { renderReport } from './render-report.ts';
import { reportOf } from './report.ts';
import { InvalidSchemaFile, readSchemaFile, type SchemaFile } from './schema-file.ts';

const ARGUMENTS = [
  { name: 'READER', summary: 'the schema of who reads, a .avsc file; with --level the new one', complete: 'file', optional: true },
  {
    name: 'WRITER',
    summary: 'the schema of who wrote; several are the history, oldest first',
    complete: 'file',
    optional: true,
    multiple: true,
  },
] as const satisfies readonly Argument[];

const OPTIONS = {
  level: { value: 'LEVEL', choices: LEVELS, summary: 'ask what this level asks of READER over the history, instead of reading alone' },
  profile: {
    value: 'NAME',
    choices: PROFILES,
    multiple: true,
    summary: 'tell where that registry or reader answers otherwise than Apache Avro, and why',
  },
  format: { value: 'FORMAT', choices: ['text', 'json'], summary: 'for people or for programs (text)' },
  contracts: { value: 'DIR', summary: 'where types are that other files define (the nearest contracts/ above each file)', complete: 'directory' },
  batch: {
    value: 'FILE',
    summary: 'answer many: JSON lines { "id", "reader", "writer" } from a file, or from standard input with -',
    complete: 'file',
  },
} as const satisfies Options;

type Asked = Values<typeof OPTIONS, typeof ARGUMENTS>;

const compare = ({ READER: path, WRITER: paths, level, profile: profiles, format, contracts }: Asked, terminal: Terminal): ExitCode => {
  if (path === undefined || paths.length === 0) throw new UsageError('Give two schemas, READER and WRITER, or --batch FILE');
  const invalid: InvalidSchemaFile[] = [];
  const files = [path, ...paths].flatMap((file): readonly SchemaFile[] => {
    try {
      return [readSchemaFile(file, contracts)];
    } catch (error) {
      if (!(error instanceof InvalidSchemaFile)) throw error;
      invalid.push(error);
      return [];
    }
  });
  const [reader, ...writers] = files;
  if (reader === undefined || invalid.length > 0) {
    for (const { message } of invalid) terminal.error(message);
    return 1;
  }
  const report = reportOf({ reader, writers, level, profiles });
  const lines = format === 'json' ? [JSON.stringify(report, null, 2)] : renderReport(report, path, writers.at(-1)?.path ?? '');
  for (const line of lines) terminal.out(line);
  return report.compatible ? 0 : 100;
};

export const command = defineCommand({
  summary: 'say whether one Avro schema can read what another wrote, or whether a level holds over a history',
  arguments: ARGUMENTS,
  options: OPTIONS,
  notes: `Verdicts, findings and their order are those of Apache Avro Java's SchemaCompatibility. Changes that no level looks at but that
change what values mean (a unit, a scale, a logical type, a tag, a constraint) are told beside them.
With --batch each line is answered by { "id", "compatible", "incompatibilities": [{ "type", "path", "message" }] }, or { "id", "error" }.

  vyarna compat new.avsc old.avsc --profile karapace
  vyarna compat v3.avsc v1.avsc v2.avsc --level FULL_TRANSITIVE

Exit codes: 0 compatible, or the batch is answered; 100 incompatible, for Apache Avro or a profile that was asked; 2 asked wrongly;
1 a file is no Avro schema, or anything else.`,
  async run(asked, terminal) {
    if (asked.batch === undefined) return compare(asked, terminal);
    if (asked.READER !== undefined) throw new UsageError('With --batch there are no other schemas');
    if (asked.level !== undefined || asked.profile.length > 0) throw new UsageError('A batch is answered by Apache Avro alone, pair by pair');
    await answerBatch(asked.batch, terminal.out);
    return 0;
  },
});
