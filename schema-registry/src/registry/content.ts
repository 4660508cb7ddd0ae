/** What makes content one: its guid. */
import { createHash } from 'node:crypto';
import type { Content } from './change.ts';
import type { Metadata } from './schema.ts';

export const VERSION_PROPERTY = 'confluent:version';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same for the same schema type, normal form, references, metadata and rules: the first 128 bits of their SHA-256, as a UUID. */
export function guidOf({ schemaType, form, references = [], metadata, ruleSet }: Omit<Content, 'hash'>): string {
  const hex = sha256(
    JSON.stringify([schemaType, form, references.map(({ name, subject, version }) => [name, subject, version]), sorted(metadata), sorted(ruleSet)]),
  );
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

export const versionProperty = (metadata: Metadata | undefined): string | undefined => metadata?.properties?.[VERSION_PROPERTY];

/** The content without the number of a version in its metadata. */
export function unnumbered<C extends Pick<Content, 'metadata'>>(content: C): C {
  const { metadata, ...others } = content;
  if (versionProperty(metadata) === undefined) return content;
  const { [VERSION_PROPERTY]: _, ...properties } = metadata?.properties ?? {};
  const { properties: __, ...rest } = metadata ?? {};
  const left: Metadata = Object.keys(properties).length === 0 ? rest : { ...rest, properties };
  return (Object.keys(left).length === 0 ? others : { ...others, metadata: left }) as C;
}

/** Attributes sorted, and none that is empty: what says nothing makes no difference. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : entries.map(([key, inner]) => [key, sorted(inner)]);
};
