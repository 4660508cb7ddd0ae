import { Counter, Histogram, type Registry } from '@vyarna/process';

/** How a delivery ended. */
export type Outcome = 'handled' | 'refused' | 'duplicate' | 'expired' | 'unwanted' | 'dead-lettered';

export interface MessagingMetrics {
  outcome(topic: string, outcome: Outcome): void;
  handled(topic: string, seconds: number): void;
  readerViolation(type: string): void;
}

/** Counters of one consumer, on the program's registry; without one nothing is counted. */
export const createMetrics = (registry: Registry | undefined): MessagingMetrics => {
  if (registry === undefined) return { outcome: () => {}, handled: () => {}, readerViolation: () => {} };
  const outcomes = metric(registry, 'vyarna_messages_total', (name) => {
    return new Counter({ name, help: 'Messages taken, by how they ended.', labelNames: ['topic', 'outcome'], registers: [registry] });
  });
  const seconds = metric(registry, 'vyarna_message_seconds', (name) => {
    const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    return new Histogram({ name, help: 'Seconds from taking a message to its end.', labelNames: ['topic'], buckets, registers: [registry] });
  });
  const violations = metric(registry, 'vyarna_reader_violations_total', (name) => {
    const help = "Values that break the reader's constraints and were allowed by their writer's.";
    return new Counter({ name, help, labelNames: ['type'], registers: [registry] });
  });
  return {
    outcome: (topic, outcome) => outcomes.inc({ topic, outcome }),
    handled: (topic, duration) => seconds.observe({ topic }, duration),
    readerViolation: (type) => violations.inc({ type }),
  };
};

/** A program may have several consumers on one registry. */
const metric = <Kind>(registry: Registry, name: string, make: (name: string) => Kind): Kind =>
  (registry.getSingleMetric(name) as Kind | undefined) ?? make(name);
