import type { Result } from '../contract/problem.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** Carries a refusal out of its transaction, which only a throw undoes. */
class Refused extends Error {
  readonly refusal: Extract<Result<never>, { ok: false }>;
  constructor(refusal: Extract<Result<never>, { ok: false }>) {
    super(refusal.problem.message);
    this.refusal = refusal;
  }
}

/** Does work in one transaction. Where it is refused, wherever in the middle, nothing of it stays written. */
export async function allOrNothing<T>(
  database: Database,
  work: (transaction: DatabaseTransaction) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await database.transaction().execute(async (transaction) => {
      const result = await work(transaction);
      if (!result.ok) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
