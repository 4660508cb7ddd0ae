import { describeError, type Logger } from '@vyarna/logger';
import { withinLimit } from './within-limit.ts';

type Check = () => Promise<void>;

interface ReadinessReport {
  readonly ready: boolean;
  /** `ok`, or what is wrong, by the check's name. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface Readiness {
  add(name: string, check: Check): void;
  /** From here on the checks decide; until then the program is unready. */
  open(): void;
  /** For good: the program is stopping. */
  close(): void;
  report(): Promise<ReadinessReport>;
}

const CACHE_MS = 1_000;
const CHECK_LIMIT_MS = 2_000;

/** Whether a program can do its work now. Answers are kept for a second, so that probes cost no more than one round of checks a second. */
export function createReadiness(logger: Logger): Readiness {
  const checks = new Map<string, Check>();
  let state: 'starting' | 'open' | 'stopping' = 'starting';
  let last: { at: number; report: Promise<ReadinessReport> } | undefined;
  let failing = '';

  const run = async (): Promise<ReadinessReport> => {
    const results = await Promise.all(
      [...checks].map(async ([name, check]): Promise<[string, string]> => {
        try {
          await withinLimit(CHECK_LIMIT_MS, check());
          return [name, 'ok'];
        } catch (error) {
          return [name, describeError(error)];
        }
      }),
    );
    const report = { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
    logChange(report);
    return report;
  };

  const logChange = (report: ReadinessReport): void => {
    const now = Object.keys(report.checks)
      .filter((name) => report.checks[name] !== 'ok')
      .join(', ');
    if (now === failing) return;
    failing = now;
    if (now === '') logger.info('ready again');
    else logger.warn({ checks: report.checks }, `unready: ${now} lost; waiting for it to come back`);
  };

  return {
    add: (name, check) => void checks.set(name, check),
    open: () => {
      if (state === 'starting') state = 'open';
    },
    close: () => {
      state = 'stopping';
    },
    report: async () => {
      if (state !== 'open') return { ready: false, checks: { program: state } };
      if (last === undefined || Date.now() - last.at >= CACHE_MS) last = { at: Date.now(), report: run() };
      return last.report;
    },
  };
}
