import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,sandbox,test,web/src}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'forks',
    // Two cores: more workers only make the database and the browser fight each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
    // What must come is waited for as long as a busy machine takes; the time limit is the test's own.
    expect: { poll: { timeout: 30_000 } },
    globalSetup: ['test/support/global-setup.ts'],
  },
});
