/** `make bench-compat`: what a compatibility verdict costs, beside avsc's resolver in the same run, and whole histories at FULL_TRANSITIVE. */
import { type AvroJson, checkCompatibility, checkLevel, readSchema, type Schema } from '@vyarna/avro';
import avsc from 'avsc';
import { historyOf } from './histories.ts';

const CONTRACTS = 500;
const VERSIONS = 10;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);

const say = (line: string): void => console.log(line);

/** Each round does so many at least, so that the first ones, which are not counted, warm what is measured. */
const PER_ROUND = 2000;

/** Microseconds of processor time for one of `count`, the median of the rounds; two rounds go before and are not counted. */
const each = (count: number, once: () => void): number => {
  const repeats = Math.ceil(PER_ROUND / count);
  const times: number[] = [];
  for (let index = -2; index < ROUNDS; index += 1) {
    const before = process.cpuUsage();
    for (let repeat = 0; repeat < repeats; repeat += 1) once();
    const { user, system } = process.cpuUsage(before);
    if (index >= 0) times.push((user + system) / (count * repeats));
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] as number;
};

const row = (what: string, ours: number, theirs: number): string =>
  `${what.padEnd(44)}${ours.toFixed(1).padStart(10)}${theirs.toFixed(1).padStart(10)}`;

/** Each version of some histories with the next one, both ways. */
const comparePairs = (): void => {
  const schemas = Array.from({ length: 20 }, (_, contract) => historyOf(contract, VERSIONS)).flat();
  const texts = schemas.map((schema) => JSON.stringify(schema));
  const read = (text: string): Schema => readSchema(JSON.parse(text) as AvroJson, { strict: true });
  const readByAvsc = (text: string): avsc.Type => avsc.Type.forSchema(JSON.parse(text) as avsc.Schema);
  const pairsOf = <Read>(all: readonly Read[]): readonly (readonly [Read, Read])[] =>
    all.slice(1).flatMap((newer, index): (readonly [Read, Read])[] => {
      const older = all[index] as Read;
      return index % VERSIONS === VERSIONS - 1
        ? []
        : [
            [newer, older],
            [older, newer],
          ];
    });
  const [mine, theirs] = [pairsOf(texts.map(read)), pairsOf(texts.map(readByAvsc))];
  const ours = each(mine.length, () => {
    for (const [reader, writer] of mine) if (!checkCompatibility(reader, writer).compatible) throw new Error('A pair is not compatible.');
  });
  const avscs = each(theirs.length, () => {
    for (const [reader, writer] of theirs) reader.createResolver(writer);
  });
  const all = (readOne: (text: string) => unknown) => () => {
    for (const text of texts) readOne(text);
  };
  say(`${'Microseconds of processor time, warm'.padEnd(44)}${'vyarna'.padStart(10)}${'avsc'.padStart(10)}`);
  say(row('one pair, with both schemas read before', ours, avscs));
  say(row('reading one schema', each(texts.length, all(read)), each(texts.length, all(readByAvsc))));
};

/** As a registry that is filled from nothing asks them: every version against all before it, both ways. */
const checkHistories = (): void => {
  const texts = Array.from({ length: CONTRACTS }, (_, contract) => historyOf(contract, VERSIONS).map((schema) => JSON.stringify(schema)));
  const before = process.cpuUsage();
  const started = performance.now();
  const histories = texts.map((versions) => versions.map((text) => readSchema(JSON.parse(text) as AvroJson, { strict: true })));
  const read = performance.now();
  let verdicts = 0;
  for (const history of histories) {
    for (const [version, schema] of history.entries()) {
      const found = checkLevel('FULL_TRANSITIVE', schema, history.slice(0, version));
      if (found.some(({ compatible }) => !compatible)) throw new Error('A version is not compatible.');
      verdicts += found.length;
    }
  }
  const ended = performance.now();
  const { user, system } = process.cpuUsage(before);
  say(`${CONTRACTS} contracts of ${VERSIONS} versions at FULL_TRANSITIVE, every version against all before it, from a cold start:`);
  say(`  reading ${CONTRACTS * VERSIONS} schemas ${seconds(read - started)}, ${verdicts} verdicts ${seconds(ended - read)}`);
  say(`  together ${seconds(ended - started)}, and ${seconds((user + system) / 1000)} of processor time`);
};

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

// First, so that nothing is warm: that is how a gate meets its histories.
checkHistories();
say('');
comparePairs();
