import type { Channel } from '../../contract/channel.ts';
import type { Locale } from '../../contract/me.ts';
import { refuse, type Result } from '../../contract/problem.ts';
import type { ProposedCalendar } from '../../contract/proposal.ts';
import { SUGGESTABLE_FIELDS, type BestTimes } from '../../contract/suggestion.ts';
import { bestHours, scaledScores } from '../../domain/best-time.ts';
import type { ChannelTimes, PostContext } from '../../suggest/context.ts';
import { suggestTime } from '../../suggest/suggest-time.ts';
import { BLANK_VOICE, learnVoice, mergeCorrections } from '../../suggest/voice.ts';
import { deletePost } from '../../store/delete-post.ts';
import { changeEntry } from '../../store/move-entry.ts';
import { diffOf, readProposedEntries, readRuns } from '../../store/proposed-calendar.ts';
import { readAssets } from '../../store/assets.ts';
import { readEntries } from '../../store/read-entries.ts';
import { readPosts, type PostRow } from '../../store/read-posts.ts';
import {
  readChannelTimes,
  readPastCaptions,
  readVoiceCorrections,
  writeVoiceCorrections,
} from '../../store/suggestion-material.ts';
import { updatePost } from '../../store/update-post.ts';
import type { HttpContext } from '../context.ts';
import type { Handlers } from '../handler.ts';
import { presentEntry } from '../present-entry.ts';
import { announceEntries } from './calendar.ts';
import { writeContext } from './posts.ts';

const MOST_PROPOSED = 1000;

export const suggestionHandlers: Handlers<
  'suggestPost' | 'getVoice' | 'patchVoice' | 'listBestTimes' | 'getCalendar' | 'saveCalendar'
> = {
  suggestPost: async (context, { params, body, caller, locale, now, hungUp }) => {
    const [post] = await readPosts(context.database, { userId: caller.userId, id: params.id, limit: 1 });
    if (post === undefined) return refuse('NOT_FOUND', 'There is no such post.');
    const wish = {
      fields: body.fields ?? SUGGESTABLE_FIELDS,
      channel: body.channel,
      frames: body.frames ?? [],
      locale,
    };
    const material = await postContext(context, caller.userId, post, wish, now);
    // Whoever closes the composer does not want the answer any more, nor to pay for it.
    return {
      ok: true,
      value: await context.suggester.suggestPost(material, { userId: caller.userId, stop: hungUp }),
    };
  },

  getVoice: async (context, { caller }) => ({ ok: true, value: await voiceOf(context, caller.userId) }),

  patchVoice: async (context, { body, caller }) => {
    const before = await readVoiceCorrections(context.database, caller.userId);
    await writeVoiceCorrections(context.database, caller.userId, mergeCorrections(before, body));
    return { ok: true, value: await voiceOf(context, caller.userId) };
  },

  listBestTimes: async (context, { query, caller, locale, now }) => {
    const { channel } = query;
    const times = await readChannelTimes(context.database, { userId: caller.userId, channel, exceptPostId: null }, now);
    const suggestion = suggestTime(
      emptyContext(channel, { ...times, pastPosts: [], followersByHour: null }, locale, now),
    );
    const { scores, signal } = bestHours(channel, []);
    const value: BestTimes = {
      channel,
      accountId: times.accountId,
      timezone: times.timeZone,
      hours: scaledScores(scores),
      next: [...(suggestion?.slots ?? []), ...(suggestion?.alternatives ?? [])],
      signal,
      evidence: suggestion?.evidence ?? [],
    };
    return { ok: true, value };
  },

  getCalendar: (context, { params, caller, locale, now }) =>
    answerCalendar(context, caller.userId, params.calendarId, locale, now),

  saveCalendar: async (context, { body, caller, locale, now }) => {
    const write = writeContext(context, caller.userId, now);
    const known = await readEntries(context.database, {
      userId: caller.userId,
      ids: body.entries.map((entry) => entry.entryId),
      withUndated: true,
      limit: body.entries.length + 1,
    });
    const failed = await context.database
      .transaction()
      .execute(async (transaction) => {
        for (const change of body.entries) {
          const entry = known.find((each) => each.id === change.entryId);
          if (entry === undefined || entry.calendar_id !== body.calendarId)
            throw new Refused(refuse('NOT_FOUND', 'There is no such entry in this calendar.'));
          const { title, caption, hashtags, scheduledAt } = change;
          const results: Result<unknown>[] = [];
          if (change.remove === true) results.push(await deletePost(transaction, write, entry.post_id));
          else {
            const at = scheduledAt == null ? scheduledAt : Temporal.Instant.from(scheduledAt);
            results.push(await changeEntry(transaction, write, entry.id, { version: change.version, scheduledAt: at }));
            if (title !== undefined || caption !== undefined || hashtags !== undefined) {
              results.push(
                await updatePost(transaction, write, entry.post_id, { title, caption, hashtags }, undefined, {
                  intent: 'keep',
                }),
              );
            }
          }
          for (const result of results) if (!result.ok) throw new Refused(result);
        }
        return null;
      })
      .catch((error: unknown) => {
        // Thrown to roll everything back: hand edits are saved all together or not at all.
        if (error instanceof Refused) return error.refusal;
        throw error;
      });
    if (failed !== null) return failed;
    announceEntries(
      context,
      caller.userId,
      body.entries.map((entry) => entry.entryId),
    );
    return answerCalendar(context, caller.userId, body.calendarId, locale, now);
  },
};

class Refused extends Error {
  readonly refusal: Extract<Result<never>, { ok: false }>;
  constructor(refusal: Extract<Result<never>, { ok: false }>) {
    super(refusal.problem.message);
    this.refusal = refusal;
  }
}

async function voiceOf(context: HttpContext, userId: string) {
  const [past, corrections] = await Promise.all([
    readPastCaptions(context.database, userId),
    readVoiceCorrections(context.database, userId),
  ]);
  return learnVoice(past, corrections);
}

async function postContext(
  context: HttpContext,
  userId: string,
  post: PostRow,
  wish: Pick<PostContext, 'fields' | 'frames' | 'locale'> & { channel: Channel | undefined },
  now: Temporal.Instant,
): Promise<PostContext> {
  const entries = await readEntries(context.database, { userId, postIds: [post.id], withUndated: true, limit: 2 });
  const ofPost = entries.map((entry) => entry.channel);
  const channels: Channel[] = wish.channel !== undefined ? [wish.channel] : ofPost.length > 0 ? ofPost : ['ig'];
  const assets = await readAssets(context.database, { userId, ids: post.asset_ids, limit: post.asset_ids.length + 1 });
  const voice = await voiceOf(context, userId);
  const times: PostContext['times'] = {};
  for (const channel of channels) {
    const { timeZone, booked } = await readChannelTimes(
      context.database,
      { userId, channel, exceptPostId: post.id },
      now,
    );
    times[channel] = { timeZone, booked, pastPosts: [], followersByHour: null };
  }
  return {
    fields: wish.fields,
    channels,
    locale: wish.locale,
    title: post.title,
    brief: post.brief,
    caption: post.caption,
    media: post.asset_ids.flatMap((id) => {
      const asset = assets.find((each) => each.id === id);
      if (asset === undefined) return [];
      const { kind, width, height, tags } = asset;
      return [{ id, kind, width, height, durationMs: asset.facts.video?.durationMs ?? null, tags }];
    }),
    frames: wish.frames,
    voice: voice.card,
    learntFrom: voice.learntFrom,
    times,
    now,
  };
}

/** Times alone: what choosing a slot takes when there is no post yet. */
function emptyContext(channel: Channel, times: ChannelTimes, locale: Locale, now: Temporal.Instant): PostContext {
  return {
    fields: ['time'],
    channels: [channel],
    locale,
    title: '',
    brief: '',
    caption: '',
    media: [],
    frames: [],
    voice: BLANK_VOICE,
    learntFrom: 0,
    times: { [channel]: times },
    now,
  };
}

async function answerCalendar(
  context: HttpContext,
  userId: string,
  calendarId: string,
  locale: Locale,
  now: Temporal.Instant,
): Promise<Result<ProposedCalendar>> {
  const runs = await readRuns(context.database, userId, calendarId);
  if (runs === null) return refuse('NOT_FOUND', 'There is no such calendar.');
  const proposed = await readProposedEntries(context.database, userId, calendarId);
  const rows = await readEntries(context.database, {
    userId,
    ids: [...proposed.keys()],
    withUndated: true,
    limit: MOST_PROPOSED,
  });
  return {
    ok: true,
    value: {
      calendarId,
      entries: rows.map((row) => ({
        ...presentEntry(context, row, locale, now),
        entryKey: proposed.get(row.id)?.entryKey ?? '',
        edited: proposed.get(row.id)?.edited ?? false,
      })),
      runs: runs.map((run) => ({
        id: run.id,
        status: run.status,
        startedAt: run.started_at.toString(),
        completedAt: run.completed_at?.toString() ?? null,
        model: run.model,
        tokens: run.tokens,
        latencyMs: run.latency_ms,
        pieceCount: run.piece_count,
        diff: diffOf(run),
      })),
    },
  };
}
