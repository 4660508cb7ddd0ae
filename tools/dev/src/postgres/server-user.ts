import { spawnSync } from 'node:child_process';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. As root it runs as nobody, which every system has; otherwise as ourselves (null). */
export function serverUser(): ServerUser | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** Asks the system itself, because modes are not all there is (ACLs, mounts). `user` null: ourselves. */
export function canReach(path: string, user: ServerUser | null): boolean {
  if (user === null) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'reach', path], { cwd: '/', stdio: 'ignore', ...user }).status === 0;
}
