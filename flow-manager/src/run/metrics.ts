import { Counter, type Registry } from '@vyarna/process';
import type { RunState } from '../engine/run-state.ts';

export interface RunMetrics {
  started(flow: string): void;
  /** Counts the run if the step ended it. */
  stepped(flow: string, state: RunState): void;
}

export const createRunMetrics = (registry: Registry): RunMetrics => {
  const started = new Counter({ name: 'waveflow_runs_started_total', help: 'Runs started', labelNames: ['flow'], registers: [registry] });
  const finished = new Counter({
    name: 'waveflow_runs_finished_total',
    help: 'Runs that ended, by outcome; code is empty for a success',
    labelNames: ['flow', 'outcome', 'code'],
    registers: [registry],
  });
  return {
    started: (flow) => started.inc({ flow }),
    stepped: (flow, state) => {
      if (state.status === 'running') return;
      finished.inc({ flow, outcome: state.status, code: state.status === 'failed' ? state.problem.code : '' });
    },
  };
};
