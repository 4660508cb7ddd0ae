import type { MeaningChange } from '@vyarna/avro';
import type { ProfileAnswer } from '@vyarna/avro/profiles';
import type { CompatibilityReport, PairReport } from './report.ts';

/** A report for people; `reader` and `newest` are the files between which meanings changed. */
export const renderReport = ({ level, pairs, meaningChanges }: CompatibilityReport, reader: string, newest: string): readonly string[] => [
  ...(level === null ? [] : [`${pairs.every(({ compatible }) => compatible) ? 'compatible' : 'incompatible'} at ${level}${asked(pairs)}`]),
  ...pairs.flatMap(renderPair),
  ...(meaningChanges.length === 0
    ? []
    : [`These mean something else than in ${newest}, which no level looks at:`, ...meaningChanges.map(renderChange(reader, newest))]),
];

const asked = (pairs: readonly PairReport[]): string =>
  pairs.length === 0 ? ', which asks nothing here.' : `, by ${pairs.length === 1 ? '1 comparison' : `${pairs.length} comparisons`}:`;

const renderPair = ({ reader, writer, compatible, incompatibilities, undecided, profiles }: PairReport): readonly string[] => [
  compatible
    ? `compatible: a reader with ${reader} can read all that a writer with ${writer} may write.`
    : `incompatible: a reader with ${reader} cannot read all that a writer with ${writer} may write.`,
  ...(undecided === undefined ? [] : [`  ${undecided} Remove the alias. [ALIAS_AMBIGUOUS]`]),
  ...incompatibilities.map(({ path, words, type }) => `  ${path}: ${words} [${type}]`),
  ...profiles.flatMap(renderProfile),
];

const renderProfile = ({ profile, compatible, reasons }: ProfileAnswer): readonly string[] =>
  reasons.length === 0
    ? [`  ${profile} answers so too.`]
    : [
        `  ${profile} answers that they are ${compatible ? 'compatible' : 'incompatible'}:`,
        ...reasons.map(({ rule, message }) => `    ${message} [${rule}]`),
      ];

const renderChange =
  (reader: string, newest: string) =>
  ({ path, message, breaks, rule }: MeaningChange): string =>
    `  ${path}: ${message} ${hurt(breaks, reader, newest)} [${rule}]`;

const hurt = ([one, other]: MeaningChange['breaks'], reader: string, newest: string): string => {
  if (other !== undefined) return 'It hurts both ways.';
  const [reads, wrote] = one === 'backward' ? [reader, newest] : [newest, reader];
  return `It hurts who reads with ${reads} what ${wrote} wrote.`;
};
