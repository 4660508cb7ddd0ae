export { type Database, type DatabaseOptions, openDatabase } from './database.ts';
export { createEnvironment, type Environment } from './environment.ts';
export { type HttpServer, type HttpServerOptions, serveHttp } from './http-server.ts';
export type { OnNotify } from './listener.ts';
export * from './metrics.ts';
export { type MigrateOptions, type Migration, migrate } from './migrate.ts';
export { type Program, runProgram } from './program.ts';
export { StartError } from './start-error.ts';
export { withinLimit } from './within-limit.ts';
