import { layFoundation } from './foundation.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { explainFailedStart } from './start-problem.ts';

/** `npm run migrate`: brings the database up to this version and ends. */
try {
  const foundation = await layFoundation(readConfigOrExit(), { migrate: true });
  await foundation.close();
  console.log('The database is up to date.');
} catch (error) {
  console.error(explainFailedStart(error));
  process.exitCode = 1;
}
