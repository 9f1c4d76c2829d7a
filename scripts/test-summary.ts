import { z } from 'zod';

export interface RunSummary {
  passed: number;
  failed: number;
  /** Why the run is not good although no test failed, and what counts as failed without being a test. */
  complaints: string[];
}

/** The parts of vitest's JSON report that are counted. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * What a run of vitest amounts to. A file that failed without a failed test of its own (it could not be loaded, or a hook of
 * it failed) counts as one failure, and so does a run that failed for a reason outside of every test.
 */
export function summarise(report: unknown, exitCode: number | null, args: readonly string[]): RunSummary {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, complaints: ['The tests could not be started.'] };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data;

  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const complaints = brokenFiles.map((file) => `Failed as a whole: ${file.name}`);
  let failed = numFailedTests + brokenFiles.length;
  if (failed === 0 && exitCode !== 0) {
    failed = 1;
    complaints.push(`The run failed outside of its tests (exit code ${exitCode}); see above.`);
  }
  if (numPassedTests + numFailedTests === 0) complaints.push('No test was run.');
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0 && !choosesByName(args)) complaints.push(`${skipped} skipped: a skipped test is not a passed one.`);
  return { passed: numPassedTests, failed, complaints };
}

/** Whoever asks for tests by name leaves out the others on purpose. */
function choosesByName(args: readonly string[]): boolean {
  return args.some((arg) => arg === '-t' || arg.startsWith('--testNamePattern'));
}
