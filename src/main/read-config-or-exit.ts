import { readConfig, type Config } from './config.ts';

/** The configuration, or its problems on the screen and an end: a half-configured server keeps no promises. */
export function readConfigOrExit(): Config {
  const result = readConfig(process.env);
  if (result.ok) return result.config;
  console.error('Punctual cannot start with these settings:\n');
  for (const problem of result.problems) console.error(`  · ${problem}`);
  console.error('\nEvery setting is described in docs/operating.md.');
  process.exit(1);
}
