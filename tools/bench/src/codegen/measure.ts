import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program started from a folder. */
export interface Program {
  readonly file: string;
  readonly words: readonly string[];
  readonly cwd: string;
  readonly environment?: { readonly [name: string]: string };
}

export interface Run {
  /** From its start to its end, in milliseconds. */
  readonly wall: number;
  readonly code: number | null;
  readonly output: string;
}

/** Runs a Node program to its end. */
export const run = async (
  { file, words, cwd, environment = {} }: Program,
  preload: readonly string[] = [],
): Promise<Run & { readonly told: string }> => {
  const started = performance.now();
  const child = spawn(process.execPath, [...preload, file, ...words], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = ['', '', ''];
  child.stdio.slice(1, 4).forEach((stream, index) => {
    stream?.on('data', (chunk: Buffer) => {
      texts[index] += chunk.toString();
    });
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { wall: performance.now() - started, code, output: `${texts[0]}${texts[1]}`, told: texts[2] ?? '' };
};

const TELL_USAGE = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));",
)}`;

/** What a run took of the machine. Unlike its time, this says little of what else the machine did. */
interface Usage {
  /** Processor time of all its threads, in the program and in the kernel, in milliseconds. */
  readonly cpu: number;
  /** The most memory it held, in megabytes. */
  readonly peak: number;
}

/** What a Node program takes of the machine. Asked of the program itself, so it is run for this alone. */
export const usageOf = async (program: Program): Promise<Usage> => {
  const { told } = await run(program, ['--import', TELL_USAGE]);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(told) as NodeJS.ResourceUsage;
  return { cpu: (userCPUTime + systemCPUTime) / 1000, peak: (maxRSS * 1024) / 1e6 };
};

/** Of several runs. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): number => sorted[Math.floor(place)] ?? Number.NaN;
  return { median: (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2, least: at(0), most: at(sorted.length - 1) };
};
