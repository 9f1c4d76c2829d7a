import { rotateKeys } from '../store/rotate-keys.ts';
import { layFoundation } from './foundation.ts';
import { readConfigOrExit } from './read-config-or-exit.ts';
import { explainFailedStart } from './start-problem.ts';

/**
 * `node scripts/run.mjs src/main/rotate-keys.ts`: writes every stored token anew with the first key of the ring. The
 * server may run meanwhile, as long as it knows that key as well; docs/real-accounts.md tells the order.
 */
try {
  const foundation = await layFoundation(readConfigOrExit(), { migrate: false });
  const { rotated, current, unreadable } = await rotateKeys(foundation.database, foundation.keyRing);
  const key = foundation.keyRing.currentId;
  await foundation.close();
  console.log(
    `The tokens of ${accounts(rotated)} were written anew under the key "${key}"; ${current} stood there already.`,
  );
  if (unreadable.length > 0) {
    console.error(
      `No key opens the tokens of ${accounts(unreadable.length)}; add the key they were written with, or link them again: ${unreadable.join(', ')}`,
    );
    process.exitCode = 1;
  }
} catch (error) {
  console.error(explainFailedStart(error));
  process.exitCode = 1;
}

function accounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}
