/** A type as a person says it: `timestamp in milliseconds (long)`, `array of Line`, `null or string`. */
import type { AvroType, Constraints, FixedType, Logical, ScalarType } from '@vyarna/avro';
import { limitWords } from './limit-words.ts';

/** A named type where it is used. */
interface TypeLink {
  readonly name: string;
  /** Shorter where that is clear. */
  readonly shown: string;
}

export type Words = readonly (string | TypeLink)[];

export const textOf = (words: Words): string => words.map((word) => (typeof word === 'string' ? word : word.shown)).join('');

/** `outer` are constraints that are told elsewhere, which the type carries too. */
export const typeWords = (type: AvroType, shown: (name: string) => string, outer: Constraints = {}): Words => {
  const limits = limitsOf(type, outer);
  switch (type.kind) {
    case 'scalar':
      return [scalarWords(type), limits];
    case 'reference':
      return [{ name: type.name, shown: shown(type.name) }, limits];
    case 'array':
      return ['array of ', ...inner(type.items, shown), limits];
    case 'map':
      return ['map of ', ...inner(type.values, shown), limits];
    case 'union': {
      if (type.branches.length === 0) return ['union of nothing'];
      return type.branches.flatMap((branch, index): Words => [index === 0 ? '' : ' or ', ...typeWords(branch, shown, outer)]);
    }
  }
};

const inner = (type: AvroType, shown: (name: string) => string): Words =>
  type.kind === 'union' ? ['(', ...typeWords(type, shown), ')'] : typeWords(type, shown);

const limitsOf = (type: AvroType, outer: Constraints): string => {
  if (type.kind === 'union') return '';
  const own = Object.entries(type.constraints).filter(([keyword, value]) => outer[keyword as keyof Constraints] !== value);
  const words = limitWords(Object.fromEntries(own));
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
};

const scalarWords = ({ type, logical }: ScalarType): string => (logical === undefined ? type : `${logicalWords(logical)} (${type})`);

export const fixedWords = ({ size, logical }: FixedType): string =>
  logical === undefined ? bytes(size) : `${logicalWords(logical)} (${bytes(size)})`;

const bytes = (size: number): string => (size === 1 ? '1 byte' : `${size} bytes`);

const logicalWords = ({ name, precision, scale }: Logical): string => {
  const [family = '', unit] = name.split(/-(?=millis$|micros$|nanos$)/);
  const counted = unit === undefined ? '' : ` in ${unit.replace(/s$/, '')}seconds`;
  switch (family) {
    case 'uuid':
      return 'UUID';
    case 'decimal':
      return `decimal of ${precision} digits, ${scale} after the point`;
    case 'big-decimal':
      return 'decimal of any size';
    case 'time':
      return `time of day${counted}`;
    case 'local-timestamp':
      return `local timestamp${counted}`;
    default:
      return `${family}${counted}`;
  }
};
