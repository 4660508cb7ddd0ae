export { findJava } from './kafka/java.ts';
export { oneLine } from './one-line.ts';
export type { Platform, PlatformOptions, PlatformProcess } from './platform/platform.ts';
export type { ProgramName } from './platform/programs.ts';
export { startPlatform } from './platform/start-platform.ts';
export { defaultDataFolder } from './project-folder.ts';
export { type OwnRegistry, type RegistryDatabase, startOwnRegistry } from './registry/own-registry.ts';
