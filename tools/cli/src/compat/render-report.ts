import type { MeaningChange } from '@vyarna/avro';
import type { ProfileAnswer } from '@vyarna/avro/profiles';
import type { CompatibilityReport, PairReport } from './report.ts';

/** A report for people. */
export const renderReport = ({ level, pairs, meaningChanges }: CompatibilityReport, newest: string | undefined): readonly string[] => [
  ...(level === null ? [] : [`${pairs.every(({ compatible }) => compatible) ? 'compatible' : 'incompatible'} at ${level}${asked(pairs)}`]),
  ...pairs.flatMap(renderPair),
  ...(meaningChanges.length === 0 || newest === undefined
    ? []
    : [`These mean something else than in ${newest}, which no level looks at:`, ...meaningChanges.map(renderChange)]),
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

const renderChange = ({ path, message, breaks, rule }: MeaningChange): string => `  ${path}: ${message} ${hurt(breaks)} [${rule}]`;

const hurt = (breaks: MeaningChange['breaks']): string => {
  const [one, other] = breaks;
  if (other !== undefined) return 'It hurts new readers of old data and old readers of new data.';
  return one === 'backward' ? 'It hurts new readers of old data.' : 'It hurts old readers of new data.';
};
