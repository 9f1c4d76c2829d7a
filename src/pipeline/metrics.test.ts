import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createPipelineMetrics } from './metrics.ts';

test('docs/operating.md tells of every metric there is, and its alerts stand on no other', async () => {
  const registry = new Registry();
  createPipelineMetrics(registry);
  const counted = (await registry.getMetricsAsJSON()).map(({ name }) => name);
  const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const told = [...page.matchAll(/punctual_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
  expect(new Set(told)).toEqual(new Set(counted));
});
