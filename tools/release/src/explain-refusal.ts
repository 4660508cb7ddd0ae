import type { Level, Schema } from '@vyarna/avro';
import type { Finding } from '@vyarna/loader';
import type { History, Release } from './history.ts';
import { breaksOf, type Earlier } from './judge.ts';
import { locate } from './locate.ts';
import { ReleasedSchemas } from './schemas.ts';
import { versionWords } from './words.ts';

/** Why a registry may refuse a released version at a level: what it breaks of the versions before it, in our words. Empty where we see nothing wrong. */
export const explainRefusal = (history: History, { subject, version, file }: Release, level: Level): readonly Finding[] => {
  const released = new ReleasedSchemas(history);
  const read = (release: Release): Schema | undefined => released.read(release).schema;
  const versions = history.releases.get(subject) ?? [];
  const one = versions.find((release) => release.version === version);
  const schema = one === undefined ? undefined : read(one);
  if (schema === undefined) return [];
  const earlier = versions.flatMap((release): Earlier[] => {
    const older = release.version < version ? read(release) : undefined;
    return older === undefined ? [] : [{ release, schema: older }];
  });
  const at = (pointer: string, reader: Schema) => locate(pointer, reader, schema, () => file) ?? { file, line: 1, column: 1 };
  return breaksOf(level, schema, earlier, at).map(({ spot, words, versions: broken }) => ({
    ...spot,
    rule: 'RELEASE_INCOMPATIBLE',
    severity: 'error',
    message: `Version ${version} of ${subject} does not fit ${versionWords(broken)}: ${words}`,
    hint: `The level is ${level}. A break is made in a new channel that supersedes this one.`,
  }));
};
