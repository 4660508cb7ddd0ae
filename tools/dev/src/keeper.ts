import { spawn } from 'node:child_process';

/**
 * Runs a server so that it never outlives this process. The shell holds the reading end of a pipe whose other end only
 * we have: when we close it, or are killed in whatever way, `cat` ends and the server gets its stop signal, then SIGKILL.
 * $1 stop signal, $2 tenths of a second until SIGKILL, $3 a folder to remove afterwards or '', then the command.
 */
const KEEPER = `
exec 3<&0 </dev/null
signal=$1 patience=$2 remove=$3; shift 3
"$@" 3<&- & server=$!
(cat <&3 >/dev/null
 kill -"$signal" $server
 while kill -0 $server && [ $patience -gt 0 ]; do sleep 0.1; patience=$((patience - 1)); done
 kill -KILL $server) 2>/dev/null & watch=$!
exec 3<&-
wait $server; status=$?
[ -n "$remove" ] && rm -rf -- "$remove"
kill $watch 2>/dev/null
exit $status
`;

export interface KeepOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** A JVM started in the background of a shell ignores INT: give it TERM. */
  readonly stopSignal: 'INT' | 'TERM';
  /** An open file that gets both outputs. */
  readonly log: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Seconds between the stop signal and SIGKILL. */
  readonly patience?: number;
  /** Removed when the server has ended, also when this process was killed. */
  readonly remove?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface Kept {
  /** Of the shell, which is there as long as the server is. */
  readonly pid: number;
  /** Resolves with the exit code when the server has ended. Never rejects. */
  readonly exited: Promise<number>;
  readonly running: boolean;
  /** Resolves when the server has ended. */
  stop(): Promise<void>;
}

export function keep(options: KeepOptions): Kept {
  const { command, args, stopSignal, log, patience = 10, remove = '', user } = options;
  // In its own process group, so that Ctrl-C reaches only us and we decide the order in which things stop.
  const child = spawn('/bin/sh', ['-c', KEEPER, 'keeper', stopSignal, String(patience * 10), remove, command, ...args], {
    detached: true,
    stdio: ['pipe', log, log],
    ...(options.env && { env: options.env }),
    ...(options.cwd && { cwd: options.cwd }),
    ...user,
  });
  let running = true;
  // What still waits for the keeper (a stop) holds the process by itself; an idle server must not.
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  }).then((code) => {
    running = false;
    child.stdin?.destroy();
    return code;
  });
  child.stdin?.on('error', () => undefined);
  child.unref();
  return {
    pid: child.pid ?? 0,
    exited,
    get running() {
      return running;
    },
    async stop() {
      child.ref();
      child.stdin?.end();
      await exited;
    },
  };
}
