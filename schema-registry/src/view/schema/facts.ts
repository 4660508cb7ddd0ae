import type { Attributes } from '@vyarna/avro';

/** Something that a schema says of a type or a field. */
export interface Fact {
  /** `Doc`, `Default`, `Tags`, or the name of an attribute that Avro does not know. */
  readonly label: string;
  readonly values: readonly string[];
}

const TAGS = 'confluent:tags';

/** None where there is nothing to tell. */
export const fact = (label: string, values: readonly string[]): readonly Fact[] => {
  const told = values.filter((value) => value !== '');
  return told.length === 0 ? [] : [{ label, values: told }];
};

export const attributeFacts = (attributes: Attributes): readonly Fact[] =>
  Object.entries(attributes).flatMap(([name, value]) =>
    name === TAGS && Array.isArray(value) ? fact('Tags', value.map(asText)) : fact(name, [JSON.stringify(value)]),
  );

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const valuesOf = (facts: readonly Fact[], label: string): readonly string[] => facts.find((each) => each.label === label)?.values ?? [];
