import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

declare global {
  interface JSON {
    /** Of ECMAScript's JSON.parse source text access, which TypeScript does not describe yet. */
    rawJSON(text: string): object;
  }
}

/** A program that answers each line of JSON with one line of JSON, in order. */
export interface LineProgram {
  /** Rejects with what the program said on stderr, if it ended instead of answering. */
  ask(question: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export function createLineProgram(command: string, ...args: readonly string[]): LineProgram {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting: PromiseWithResolvers<unknown>[] = [];
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const ended = once(child, 'close').catch((error: unknown) => {
    said += String(error);
  });
  void ended.then(() => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${args.join(' ')} ended: ${said.trim() || `exit code ${child.exitCode}`}`));
  });
  // A write to a program that has ended is told by its end.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));

  return {
    ask(question) {
      const answer = Promise.withResolvers<unknown>();
      if (child.exitCode !== null || child.signalCode !== null) return Promise.reject(new Error(`${args.join(' ')} has ended: ${said.trim()}`));
      waiting.push(answer);
      child.stdin.write(`${JSON.stringify(question, withNegativeZero)}\n`);
      return answer.promise;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

/** JSON.stringify writes -0 as 0. */
const withNegativeZero = (_key: string, value: unknown): unknown => (Object.is(value, -0) ? JSON.rawJSON('-0.0') : value);
