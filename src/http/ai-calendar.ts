import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Locale } from '../contract/me.ts';
import { ProposeCalendar, type ProposalDiff, type ProposalDone, type ProposalSummary } from '../contract/proposal.ts';
import type { SuggestionNoteCode } from '../contract/suggestion.ts';
import {
  beginRun,
  finishRun,
  readBookings,
  readStoredPieces,
  removePiece,
  storePiece,
  type StoredPiece,
} from '../store/store-proposal.ts';
import { readChannelTimes, readPastCaptions, readVoiceCorrections } from '../store/suggestion-material.ts';
import { readUser } from '../store/users.ts';
import { isOurs } from '../suggest/calendar/match-pieces.ts';
import { proposeCalendar, type ProposalTools } from '../suggest/calendar/propose-calendar.ts';
import { learnVoice } from '../suggest/voice.ts';
import type { Auth } from './auth.ts';
import type { HttpContext } from './context.ts';
import { localeOf } from './locale.ts';
import { fieldProblems } from './register-routes.ts';
import { sendProblem } from './reply.ts';
import { announceEntries } from './resources/calendar.ts';
import { writeContext } from './resources/posts.ts';
import { callerOf, isOwnOrigin } from './session.ts';

const RATE_LIMIT = { max: 30, timeWindow: 60_000, groupId: 'propose' };

/** Notes after which the plan alone speaks: topics that the model did not get to are not topics it took out. */
const MODEL_FELL_SILENT: ReadonlySet<SuggestionNoteCode> = new Set([
  'key_refused',
  'model_failed',
  'model_timed_out',
  'model_resting',
  'model_limit_reached',
  'model_answer_unusable',
]);

/** One run on its way: what was asked, for whom, and what the calendar held before. */
interface Run {
  id: string;
  requestId: string;
  userId: string;
  calendarId: string;
  request: ProposeCalendar;
  existing: StoredPiece[];
  tools: ProposalTools;
}

/**
 * `POST /v1/ai/calendar` (spec.md 3): server-sent events `piece` and `note`, comments while a model thinks, and `done`
 * with ProposalDone, or `error` with code and message. Every piece is stored before it is told. Whoever hangs up stops
 * the run; what came until then is kept.
 */
export function registerAiCalendar(app: FastifyInstance, context: HttpContext, auth: Auth): void {
  const takeTurn = createTurns();
  app.post('/v1/ai/calendar', { config: { rateLimit: RATE_LIMIT } }, async (request, reply) => {
    const caller = await callerOf(context, auth, request);
    if (caller === null)
      return sendProblem(request, reply, {
        code: 'UNAUTHENTICATED',
        message: 'Sign in, or send an API key as "Authorization: Bearer pk_…".',
      });
    if (caller.sessionId !== null && !isOwnOrigin(request, context.settings.publicUrl))
      return sendProblem(request, reply, {
        code: 'FOREIGN_ORIGIN',
        message: 'This request came from another site and was refused.',
      });
    const parsed = ProposeCalendar.safeParse(request.body ?? {});
    if (!parsed.success) {
      const fields = fieldProblems(parsed.error, '');
      const message = `${fields[0]?.path ?? 'The body'}: ${fields[0]?.message ?? 'is not valid'}`;
      return sendProblem(request, reply, { code: 'INVALID_INPUT', message, details: { fields } });
    }
    const { userId } = caller;
    const user = await readUser(context.database, userId, context.clock.now());
    if (user === null || (parsed.data.calendarId ?? user.calendarId) !== user.calendarId)
      return sendProblem(request, reply, { code: 'NOT_FOUND', message: 'There is no such calendar.' });

    const stop = new AbortController();
    reply.raw.once('close', () => stop.abort());
    const endTurn = await takeTurn(user.calendarId, stop);
    try {
      const wish = { ...parsed.data, channels: [...new Set(parsed.data.channels)] };
      const owner = { userId, calendarId: user.calendarId, requestId: request.id };
      const run = await prepare(context, owner, wish, localeOf(request), stop.signal);
      reply.hijack();
      await streamRun(context, run, reply.raw);
    } finally {
      stop.abort();
      endTurn();
    }
    return reply;
  });
}

/** One run a calendar at a time: a newer one stops the one before and begins when that has ended. */
function createTurns(): (calendarId: string, stop: AbortController) => Promise<() => void> {
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>();
  return async (calendarId, stop) => {
    const before = running.get(calendarId);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const turn = { stop, ended };
    running.set(calendarId, turn);
    before?.stop.abort();
    await before?.ended;
    return () => {
      if (running.get(calendarId) === turn) running.delete(calendarId);
      resolve();
    };
  };
}

async function prepare(
  context: HttpContext,
  owner: Pick<Run, 'userId' | 'calendarId' | 'requestId'>,
  request: ProposeCalendar,
  locale: Locale,
  stop: AbortSignal,
): Promise<Run> {
  const { database, clock, suggester } = context;
  const { userId, calendarId } = owner;
  const now = clock.now();
  const id = await beginRun(database, request, { userId, calendarId, now });
  const existing = await readStoredPieces(database, userId, calendarId);
  const learnt = learnVoice(await readPastCaptions(database, userId), await readVoiceCorrections(database, userId));
  const exceptPostIds = existing.filter(isOurs).map(({ postId }) => postId);
  const times: ProposalTools['times'] = {};
  for (const channel of request.channels) {
    const known = await readChannelTimes(database, { userId, channel, exceptPostId: null }, now);
    const booked = await readBookings(database, userId, channel, { ...request, exceptPostIds });
    times[channel] = { ...known, booked };
  }
  const asker = { userId, stop };
  const voice = { voice: learnt.card, learntFrom: learnt.learntFrom };
  return { ...owner, id, request, existing, tools: { suggester, clock, asker, locale, times, existing, ...voice } };
}

async function streamRun(context: HttpContext, run: Run, raw: ServerResponse): Promise<void> {
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': run.requestId,
  });
  const send = (event: string, data: unknown) => raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  try {
    const summary = await propose(context, run, send, () => raw.write(': keep-alive\n\n'));
    await finishRun(context.database, run.id, summary, context.clock.now());
    send('done', { calendarId: run.calendarId, runId: run.id, summary } satisfies ProposalDone);
  } catch (error) {
    // The answer has begun, so this cannot become a status any more. The run stays `failed`, its pieces stay.
    context.log.error({ requestId: run.requestId, runId: run.id, err: error }, 'calendar proposal failed');
    const message = `Something went wrong on our side; what came so far is kept. Mention request ${run.requestId} when you ask about it.`;
    send('error', { code: 'INTERNAL', message });
  }
  raw.end();
}

/** Stores and tells each piece as it comes; answers the summary with a diff of what was really written. */
async function propose(
  context: HttpContext,
  run: Run,
  send: (event: 'piece' | 'note', data: unknown) => void,
  keepAlive: () => void,
): Promise<ProposalSummary> {
  const { userId, existing } = run;
  const addedKeys: string[] = [];
  const touched = new Set<string>();
  let seesAll = true;
  const proposal = proposeCalendar(run.request, run.tools);
  let step = await proposal.next();
  for (; step.done !== true; step = await proposal.next()) {
    const event = step.value;
    switch (event.kind) {
      case 'keep_alive':
        keepAlive();
        break;
      case 'note':
        seesAll &&= !MODEL_FELL_SILENT.has(event.note.code);
        send('note', event);
        break;
      case 'piece': {
        if (event.change === 'unchanged') {
          send('piece', event);
          break;
        }
        const before = existing.find((each) => event.change === 'changed' && each.entryKey === event.entryKey);
        const write = writeContext(context, userId, context.clock.now());
        const stored = await context.database
          .transaction()
          .execute((transaction) => storePiece(transaction, write, run.id, event, before?.postId ?? null));
        if (stored === null) {
          touched.add(event.entryKey);
          break;
        }
        if (event.change === 'added') addedKeys.push(stored.entryKey);
        announceEntries(context, userId, stored.entryIds);
        send('piece', { ...event, entryKey: stored.entryKey });
        break;
      }
    }
  }
  const summary = step.value;
  const removed = new Set<string>();
  if (seesAll && summary.status === 'completed' && summary.pieceCount > 0) {
    for (const { entryKey } of summary.diff.removed) {
      const piece = existing.find((each) => each.entryKey === entryKey);
      if (piece === undefined || !isInWindow(piece, run)) continue;
      const write = writeContext(context, userId, context.clock.now());
      const isGone = await context.database
        .transaction()
        .execute((transaction) => removePiece(transaction, write, piece.postId));
      (isGone ? removed : touched).add(entryKey);
    }
    if (removed.size > 0) announceEntries(context, userId, []);
  }
  return { ...summary, diff: diffAsWritten(summary.diff, addedKeys, touched, removed) };
}

/** A new fortnight does not take away last fortnight's drafts, nor a TikTok plan those for Instagram. */
function isInWindow(piece: StoredPiece, { request, tools }: Run): boolean {
  return piece.slots.some(({ channel, scheduledAt }) => {
    const timeZone = tools.times[channel]?.timeZone;
    if (timeZone === undefined || scheduledAt === null) return false;
    const day = scheduledAt.toZonedDateTimeISO(timeZone).toPlainDate().toString();
    return day >= request.startDate && day <= request.endDate;
  });
}

/** What the creator touched while we proposed was kept, whatever had been meant for it. */
function diffAsWritten(
  diff: ProposalDiff,
  addedKeys: readonly string[],
  touched: ReadonlySet<string>,
  removed: ReadonlySet<string>,
): ProposalDiff {
  const overtaken = [...diff.changed, ...diff.removed].filter(({ entryKey }) => touched.has(entryKey));
  return {
    added: diff.added.map((change, index) => ({ ...change, entryKey: addedKeys[index] ?? change.entryKey })),
    changed: diff.changed.filter(({ entryKey }) => !touched.has(entryKey)),
    unchanged: diff.unchanged,
    kept: [...diff.kept, ...overtaken.map(({ entryKey, title }) => ({ entryKey, title }))],
    removed: diff.removed.filter(({ entryKey }) => removed.has(entryKey)),
  };
}
