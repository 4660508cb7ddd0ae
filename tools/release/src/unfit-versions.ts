import type { Level } from '@vyarna/avro';
import type { History } from './history.ts';
import { breaksOf, type Earlier } from './judge.ts';
import { ReleasedSchemas } from './schemas.ts';

/** The released versions of a subject that a level would refuse after those before them: they came in when another one was in force. */
export const unfitVersions = (history: History, subject: string, level: Level): ReadonlySet<number> => {
  const released = new ReleasedSchemas(history);
  const read = (history.releases.get(subject) ?? []).flatMap((release): Earlier[] => {
    const { schema } = released.read(release);
    return schema === undefined ? [] : [{ release, schema }];
  });
  const unfit = read.filter(({ release: { file }, schema }, index) => {
    const anywhere = () => ({ file, line: 1, column: 1 });
    return breaksOf(level, schema, read.slice(0, index), anywhere).length > 0;
  });
  return new Set(unfit.map(({ release }) => release.version));
};
