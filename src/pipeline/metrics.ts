import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type PipelineMetrics = ReturnType<typeof createPipelineMetrics>;

/** What the worker counts (spec.md 5.7). The documented alerts in docs/operating.md stand on these names. */
export function createPipelineMetrics(registry: Registry) {
  const registers = [registry];
  return {
    attempts: new Counter({
      name: 'punctual_publish_turns_total',
      help: 'Turns of publishing by channel, outcome and failure class.',
      labelNames: ['channel', 'outcome', 'failure_class'],
      registers,
    }),
    lateness: new Histogram({
      name: 'punctual_publish_lateness_seconds',
      help: 'From the scheduled time to the beginning of the first attempt.',
      labelNames: ['channel'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 3600],
      registers,
    }),
    turnSeconds: new Histogram({
      name: 'punctual_publish_turn_seconds',
      help: 'How long one turn of publishing took.',
      labelNames: ['channel'],
      buckets: [0.05, 0.1, 0.5, 1, 5, 15, 60, 180],
      registers,
    }),
    lostLeases: new Counter({
      name: 'punctual_lost_leases_total',
      help: 'Outcomes thrown away because the lease was gone.',
      labelNames: ['channel'],
      registers,
    }),
    takenOver: new Counter({
      name: 'punctual_taken_over_total',
      help: 'Jobs taken over from a worker that died.',
      labelNames: ['channel'],
      registers,
    }),
    refreshes: new Counter({
      name: 'punctual_token_refreshes_total',
      help: 'Token refreshes by outcome.',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    queueDepth: new Gauge({ name: 'punctual_jobs_due', help: 'Jobs that are due and not in hand.', registers }),
    oldestDueSeconds: new Gauge({
      name: 'punctual_oldest_due_seconds',
      help: 'For how long the oldest due job has been waiting.',
      registers,
    }),
    accounts: new Gauge({
      name: 'punctual_accounts',
      help: 'Linked accounts by what their tokens are good for.',
      labelNames: ['channel', 'status'],
      registers,
    }),
    inHand: new Gauge({ name: 'punctual_jobs_in_hand', help: 'Jobs this worker is working on.', registers }),
    houseKept: new Counter({
      name: 'punctual_house_kept_total',
      help: 'What housekeeping removed.',
      labelNames: ['kind'],
      registers,
    }),
    caretakerFailures: new Counter({
      name: 'punctual_caretaker_failures_total',
      help: 'Rounds of a caretaker that failed.',
      labelNames: ['caretaker'],
      registers,
    }),
  };
}
