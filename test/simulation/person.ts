import { sql } from 'kysely';
import type { Channel } from '../../src/contract/channel.ts';
import type { JobStatus } from '../../src/contract/job.ts';
import { accountOf, unlinkAccount } from '../../src/store/accounts.ts';
import type { Database, DatabaseTransaction } from '../../src/store/database.ts';
import { resolveUnknownOutcome, retryJobNow } from '../../src/store/decide-job.ts';
import { deletePost } from '../../src/store/delete-post.ts';
import { changeEntry } from '../../src/store/move-entry.ts';
import { cancelJob, orderJob } from '../../src/store/order-job.ts';
import { reassess } from '../../src/store/reassess.ts';
import { shiftEntries } from '../../src/store/shift-entries.ts';
import { undo } from '../../src/store/undo.ts';
import { untilNoDeadlock } from '../../src/store/until-no-deadlock.ts';
import { updatePost } from '../../src/store/update-post.ts';
import type { Backends } from './backends.ts';
import { gatedDatabase, ProcessConnections } from './gated-database.ts';
import type { Feed } from './platforms/feed.ts';
import type { Random } from './random.ts';
import type { Process, Task } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import { ENVIRONMENT, type World } from './world.ts';

const EDITS = [
  'caption',
  'caption',
  'move',
  'move',
  'shift',
  'cancel',
  'delete',
  'retry',
  'retry',
  'unlink',
  'relink',
] as const;

interface JobSeen {
  id: string;
  entryId: string;
  postId: string;
  channel: Channel;
  status: JobStatus;
  unknown: boolean;
  unknownMs: number;
}

/** The creator, who edits at any moment through the operations behind the API, and decides what only a person can. */
export class Person {
  readonly #scheduler: Scheduler;
  readonly #world: World;
  readonly #random: Random;
  readonly #feed: Feed;
  readonly #process: Process;
  readonly #connections: ProcessConnections;
  readonly #onError: (error: unknown, where: string) => void;
  /** Entries the creator took off the calendar, or sent anew: what the end of the run must know. */
  undoHandles: string[] = [];

  constructor(
    parts: { scheduler: Scheduler; world: World; backends: Backends; feed: Feed; random: Random },
    onError: (error: unknown, where: string) => void,
  ) {
    this.#scheduler = parts.scheduler;
    this.#world = parts.world;
    this.#random = parts.random;
    this.#feed = parts.feed;
    this.#onError = onError;
    this.#connections = new ProcessConnections(parts.backends, parts.scheduler);
    this.#process = {
      name: 'the creator',
      alive: true,
      pausedUntil: 0,
      fate: () => ({ kind: 'go' }),
      onDeath: () => this.#connections.dropAll(),
    };
  }

  /** Plans so many edits over the next hour and a half. */
  planEdits(count: number): void {
    for (let index = 0; index < count; index += 1) {
      const at = this.#scheduler.nowMs + this.#random.between(0, 90 * 60_000);
      this.#scheduler.at(at, () => this.#act(this.#random.pick(EDITS)));
    }
  }

  /** Just now, in the middle of whatever is under way. */
  interrupt(): void {
    this.#act(this.#random.pick(EDITS));
  }

  /** Looks at the profiles and says of each undecided post whether it is there (spec.md 5.4). */
  decide(): void {
    this.#do('decides', async (database) => {
      for (const job of await this.#jobs(database)) {
        if (job.status !== 'needs_attention' || !job.unknown) continue;
        const key = this.#keyOf(job);
        // Looking too early would prove nothing: a call that was lost may still bear fruit for some minutes.
        if (this.#feed.mayStillAppear(key) || this.#scheduler.nowMs - job.unknownMs < 600_000) continue;
        const outcome = this.#feed.countOf(key) > 0 ? 'live' : 'post_again';
        await database
          .transaction()
          .execute((transaction) => resolveUnknownOutcome(transaction, this.#write(), job.id, { outcome }));
      }
    });
  }

  #act(edit: (typeof EDITS)[number]): void {
    this.#do(edit, async (database) => {
      const job = await this.#anyJob(database);
      await database.transaction().execute((transaction) => this.#edit(transaction, edit, job));
    });
  }

  async #edit(transaction: DatabaseTransaction, edit: (typeof EDITS)[number], job: JobSeen | null): Promise<void> {
    const write = this.#write();
    if (edit === 'unlink' || edit === 'relink') return this.#changeLink(transaction, edit);
    if (job === null) return;
    const later = write.now.add({ minutes: this.#random.between(1, 45) });
    switch (edit) {
      case 'caption': {
        const caption = `Edited at ${write.now.toString()}`;
        await updatePost(transaction, write, job.postId, { caption }, undefined, { intent: 'keep' });
        return;
      }
      case 'move': {
        const moved = await changeEntry(transaction, write, job.entryId, { scheduledAt: later });
        if (moved.ok && moved.value.undo !== null) this.#maybeUndo(moved.value.undo.id);
        return;
      }
      case 'shift': {
        const offset = Temporal.Duration.from({ minutes: this.#random.pick([-10, 15, 60]) });
        const selection = { from: write.now.subtract({ hours: 2 }), to: write.now.add({ hours: 8 }) };
        const report = await shiftEntries(transaction, write, selection, offset, false);
        if (report.undo !== null) this.#maybeUndo(report.undo.id);
        return;
      }
      case 'cancel': {
        const cancelled = await cancelJob(transaction, write, job.entryId);
        // Some take it back, with another time.
        if (cancelled.ok && this.#random.chance(0.5)) {
          this.#later(() =>
            this.#do('orders again', (database) =>
              database
                .transaction()
                .execute((again) => orderJob(again, this.#write(), job.entryId, later.add({ minutes: 20 })))
                .then(() => undefined),
            ),
          );
        }
        return;
      }
      case 'delete': {
        const deleted = await deletePost(transaction, write, job.postId);
        if (deleted.ok) this.#world.takenOff.add(job.postId);
        if (deleted.ok && this.#random.chance(0.7)) this.#later(() => this.#undo(deleted.value.undo.id));
        return;
      }
      case 'retry':
        await retryJobNow(transaction, write, job.id);
    }
  }

  async #changeLink(transaction: DatabaseTransaction, edit: 'unlink' | 'relink'): Promise<void> {
    const channel = this.#random.pick(['ig', 'tiktok'] as const);
    const { userId } = this.#world;
    if (edit === 'relink') {
      await this.#world.link(transaction, channel, this.#random);
    } else {
      const account = await accountOf(transaction, userId, channel);
      if (account === null) return;
      await unlinkAccount(transaction, account.id, this.#scheduler.now());
      if (this.#random.chance(0.7)) this.#later(() => this.#relink(channel));
    }
    await reassess(transaction, { account: { userId, channel } }, ENVIRONMENT, this.#scheduler.now());
  }

  #relink(channel: Channel): void {
    this.#do('links again', (database) =>
      database.transaction().execute(async (transaction) => {
        await this.#world.link(transaction, channel, this.#random);
        const { userId } = this.#world;
        await reassess(transaction, { account: { userId, channel } }, ENVIRONMENT, this.#scheduler.now());
      }),
    );
  }

  #maybeUndo(handle: string): void {
    if (this.#random.chance(0.4)) this.#later(() => this.#undo(handle));
  }

  #undo(handle: string): void {
    this.#do('undoes', async (database) => {
      await database.transaction().execute((transaction) => undo(transaction, this.#write(), handle));
    });
  }

  #later(what: () => void): void {
    this.#scheduler.at(this.#scheduler.nowMs + this.#random.between(0, 20 * 60_000), what);
  }

  #do(what: string, work: (database: Database) => Promise<void>): void {
    this.#scheduler.spawn(this.#process, `creator ${what}`, async (task: Task) => {
      try {
        // As the API does (src/http/register-routes.ts).
        await untilNoDeadlock(() => work(gatedDatabase(this.#scheduler, task, this.#connections)));
      } catch (error) {
        this.#onError(error, task.name);
      }
    });
  }

  async #anyJob(database: Database): Promise<JobSeen | null> {
    const jobs = await this.#jobs(database);
    return jobs.length === 0 ? null : this.#random.pick(jobs);
  }

  async #jobs(database: Database): Promise<JobSeen[]> {
    const { rows } = await sql<JobSeen>`
      SELECT j.id, e.id AS "entryId", e.post_id AS "postId", e.channel, j.status, j.unknown_since IS NOT NULL AS unknown,
        coalesce(extract(epoch FROM j.unknown_since) * 1000, 0)::float8 AS "unknownMs"
      FROM publish_jobs j JOIN calendar_entries e ON e.id = j.calendar_entry_id
      WHERE j.user_id = ${this.#world.userId} ORDER BY j.id`.execute(database);
    return rows;
  }

  #keyOf(job: JobSeen): string {
    const post = this.#world.posts.find((each) => each.id === job.postId);
    return `${post?.assetId ?? ''}:${job.channel}`;
  }

  #write() {
    return { userId: this.#world.userId, now: this.#scheduler.now(), environment: ENVIRONMENT };
  }
}
