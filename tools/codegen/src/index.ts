export { FolderWatch } from './folder-watch.ts';
export { generateFiles } from './generate.ts';
export type { GeneratedFile } from './generated-file.ts';
export { committedDrift, type Drift, filesIn } from './output-folder.ts';
export { watchWorkspace } from './watch-workspace.ts';
export { type Generation, type Step, Workspace, type WorkspaceFolders } from './workspace.ts';
