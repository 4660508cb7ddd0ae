/** Tells how much memory the process behind a URL on this machine holds, where Linux says so. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Such as `84 MB`. */
export const residentBytes = (url: string): string => {
  const pid = process.platform === 'linux' ? listenerOf(Number(new URL(url).port)) : undefined;
  const kilobytes = pid === undefined ? undefined : /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? 'not known here' : `${Math.round(Number(kilobytes) / 1024)} MB`;
};

/** The process that listens on a port: /proc/net/tcp names its socket, /proc/PID/fd the process that holds it. */
const listenerOf = (port: number): string | undefined => {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => readFileSync(table, 'utf8').split('\n'));
  const sockets = rows.map((row) => row.trim().split(/\s+/)).filter(([, local, , state]) => local?.endsWith(hex) === true && state === '0A');
  const wanted = new Set(sockets.map((columns) => `socket:[${columns[9]}]`));
  return readdirSync('/proc').find((pid) => /^\d+$/.test(pid) && openFilesOf(pid).some((file) => wanted.has(file)));
};

const openFilesOf = (pid: string): readonly string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    // A process that has ended meanwhile, or somebody else's.
    return [];
  }
};
