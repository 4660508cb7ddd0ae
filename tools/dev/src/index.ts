export { findJava } from './kafka/java.ts';
export type { Platform, PlatformOptions, PlatformProcess } from './platform/platform.ts';
export type { ProgramName } from './platform/programs.ts';
export { startPlatform } from './platform/start-platform.ts';
