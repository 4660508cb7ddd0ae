import { join } from 'node:path';
import { Workspace } from '@vyarna/codegen';
import { oneLine } from '../one-line.ts';
import { platformPrograms } from '../platform/programs.ts';
import { projectFolder } from '../project-folder.ts';
import { beginWithoutErrors } from '../watch/begin-without-errors.ts';
import { Changes } from '../watch/changes.ts';
import { LivePlatform } from '../watch/live-platform.ts';
import { SourceTree } from '../watch/source-tree.ts';
import { isSource, SOURCE_FOLDERS, workspaceFolders } from '../watch/sources.ts';
import { type Bus, readSettings, startUp } from './start-up.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * `make dev`: `make up`, and what is saved in contracts, flows or code takes effect by itself, until Ctrl-C. Contracts with errors leave the last ones
 * without running.
 */
export async function dev(bus: Bus, say: (line: string) => void): Promise<number> {
  const settings = readSettings(bus);
  return untilStopped(say, async (signal) => {
    const workspace = new Workspace(workspaceFolders(projectFolder));
    const tree = new SourceTree(projectFolder, SOURCE_FOLDERS, isSource);
    const changes = new Changes(SOURCE_FOLDERS.map((folder) => join(projectFolder, folder)));
    try {
      const beginning = await beginWithoutErrors({ workspace, tree, changes, say, signal });
      const platform = await startUp(settings, say, signal);
      const stopping = new AbortController();
      // What a stop brings down is no news.
      const tell = (line: string): void => void (stopping.signal.aborted || say(line));
      const live = new LivePlatform({ platform, programs: platformPrograms, workspace, tree, say: tell }, beginning);
      const following = (async () => {
        while (await changes.next(stopping.signal)) await live.look().catch((error: unknown) => tell(oneLine(error)));
      })();
      say('Watching contracts, flows and code: what is saved takes effect.');
      return {
        async stop() {
          stopping.abort();
          changes.close();
          await platform.stop();
          await following;
        },
      };
    } catch (error) {
      changes.close();
      throw error;
    }
  });
}
