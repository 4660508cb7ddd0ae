export { ztrackingMigration } from './migration.ts';
export { type HistoryPage, type HistoryQuery, readHistory, type TrackedChange } from './read-history.ts';
export { type Change, type ChangeType, recordChange } from './record-change.ts';
