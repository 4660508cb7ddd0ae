import { parse, stringify } from 'yaml';

/** A value on one line, as contracts are written: `{ post: /v1/invoices, body: '*' }`, `[a, b]`. */
export const flowYaml = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalarInFlow(value);
  const members = Object.entries(value).map(([key, member]) => `${scalarInFlow(key)}: ${flowYaml(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
};

/** A member of a mapping, given as a block, on one line: `retry: { attempts: 5 }`. */
export const inlineYaml = (block: string): string =>
  Object.entries(parse(block) as object)
    .map(([key, value]) => `${scalarInFlow(key)}: ${flowYaml(value)}`)
    .join(', ');

/** Stringified inside a list, so that what means something there is quoted; versions are, as no reader should take them for numbers. */
const scalarInFlow = (value: unknown): string =>
  typeof value === 'string' && /^\d+(\.\d+)+$/.test(value)
    ? `'${value}'`
    : stringify([value], { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0, singleQuote: true }).trim().slice(1, -1);
