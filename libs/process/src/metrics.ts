/** The parts of prom-client that programs build their own metrics with, always on `program.registry`. */
export { Counter, Gauge, Histogram, Registry } from 'prom-client';
