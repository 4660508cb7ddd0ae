import { didYouMean } from '@vyarna/avro';
import { type Bundle, createContracts } from '@vyarna/contract';
import { type ContractSet, formatFinding, loadContracts } from '@vyarna/loader';
import { defineCommand, UsageError } from '../command.ts';
import { completeFromBundle } from '../complete-from-bundle.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import { findTopic, isDeadLetters, topicNames } from '../topic-names.ts';
import { explainDeadLetters } from './dead-letters.ts';
import { explainMessage, explainOperation, explainType } from './others.ts';
import { type Explained, pageOf } from './pages.ts';
import { explainTopic } from './topic.ts';

const namesOf = (bundle: Bundle): readonly string[] => [
  ...topicNames(bundle),
  ...[bundle.types, bundle.jsonTypes ?? {}, bundle.operations, bundle.messages].flatMap((named) => Object.keys(named)),
];

export const command = defineCommand({
  summary: 'tell what the contracts say of a topic, a type, an operation or a message',
  arguments: [
    {
      name: 'NAME',
      summary: "an address or a channel's key, a type, an operation or a message; without it the topics are listed",
      optional: true,
      complete: completeFromBundle(namesOf),
    },
  ],
  options: {
    format: { value: 'FORMAT', choices: ['text', 'json'], summary: 'for people or for programs (text)' },
    ...FOLDER_OPTIONS,
  },
  notes: 'Exit codes: 0 done; 100 the contracts have errors; 2 asked wrongly, or there is no such name; 1 anything else.',
  async run({ NAME: name, format, ...folders }, terminal) {
    const { set, findings } = loadContracts(contractFolders(folders));
    if (set === null) {
      for (const finding of findings.filter(({ severity }) => severity === 'error')) terminal.error(formatFinding(finding));
      return 100;
    }
    if (name === undefined) {
      for (const line of listOf(set.bundle, format)) terminal.out(line);
      return 0;
    }
    const explained = await explain(set, name);
    for (const line of format === 'json' ? [JSON.stringify(explained, null, 2)] : pageOf(explained)) terminal.out(line);
    return 0;
  },
});

/** Of `shop.Order`, or of a JSON Schema's `shop/Order`, what people say: `Order`. */
const shortName = (full: string): string => full.slice(Math.max(full.lastIndexOf('.'), full.lastIndexOf('/')) + 1);

/** A topic's name comes first: an event's message may have the same one. A type need not be called by its full name where no other has its last part. */
const explain = async (set: ContractSet, name: string): Promise<Explained> => {
  const contracts = createContracts(set.bundle);
  const { messages, operations, types, jsonTypes = {} } = set.bundle;
  const topic = findTopic(set.bundle, name);
  if (topic !== undefined) return isDeadLetters(topic) ? explainDeadLetters(set, contracts, topic) : explainTopic(set, contracts, topic);
  if (Object.hasOwn(types, name) || Object.hasOwn(jsonTypes, name)) return explainType(set, contracts, name);
  if (Object.hasOwn(operations, name)) return explainOperation(set, contracts, name);
  if (Object.hasOwn(messages, name)) return explainMessage(contracts, name);
  const [type, ...others] = Object.keys({ ...types, ...jsonTypes }).filter((full) => shortName(full) === name);
  if (others.length > 0) throw new UsageError(`Several types are named ${name}: ${[type, ...others].join(', ')}. Give one of these names.`);
  if (type !== undefined) return explainType(set, contracts, type);
  const hint = didYouMean(name, namesOf(set.bundle), 'vyarna explain without a name lists the topics.');
  throw new UsageError(`The contracts have no topic, type, operation or message ${name}. ${hint}`);
};

const listOf = ({ channels }: Bundle, format: string | undefined): readonly string[] => {
  const all = Object.values(channels);
  if (format === 'json')
    return [
      JSON.stringify(
        all.map(({ key, address, kind, summary }) => ({ key, address, kind, summary })),
        null,
        2,
      ),
    ];
  const rows = all.map(({ key, address, kind, summary }) => [address ?? key, kind ?? '', summary] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, kind, summary]) => `${name.padEnd(width)}  ${kind.padEnd(8)}  ${summary}`.trimEnd());
};
