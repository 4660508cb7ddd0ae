import { Counter, Histogram, type Registry } from '@vyarna/process';

/** What the edge counts, on the program's metrics. */
export class RequestMetrics {
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #durations: Histogram<'method' | 'route'>;
  readonly #refused: Counter<'reason'>;
  #keptServed = 0;

  constructor(registry: Registry) {
    // Answers from memory are too quick to label each; they are added when somebody asks.
    const takeKept = (): number => {
      const served = this.#keptServed;
      this.#keptServed = 0;
      return served;
    };
    this.#requests = new Counter({
      name: 'registry_http_requests_total',
      help: 'Requests answered. The route "kept" is answers that were ready in memory.',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
      collect() {
        this.inc({ method: 'GET', route: 'kept', status: '200' }, takeKept());
      },
    });
    this.#durations = new Histogram({
      name: 'registry_http_request_duration_seconds',
      help: 'Time from the whole head of a request to its answer, but for answers that were ready in memory.',
      labelNames: ['method', 'route'],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers: [registry],
    });
    this.#refused = new Counter({
      name: 'registry_http_refused_total',
      help: 'Requests refused for who sent them: unauthenticated, forbidden, rate-limited.',
      labelNames: ['reason'],
      registers: [registry],
    });
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.#requests.inc({ method, route, status: String(status) });
    this.#durations.observe({ method, route }, seconds);
    const reason = REASONS[status];
    if (reason !== undefined) this.#refused.inc({ reason });
  }

  servedKept(): void {
    this.#keptServed += 1;
  }
}

const REASONS: Readonly<Record<number, string>> = { 401: 'unauthenticated', 403: 'forbidden', 429: 'rate-limited' };
