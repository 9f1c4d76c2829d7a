import type { Channel } from '../../contract/channel.ts';
import { refuse } from '../../contract/problem.ts';
import { SUGGESTABLE_FIELDS } from '../../contract/suggestion.ts';
import type { PostContext } from '../../suggest/context.ts';
import { describeBestTimes } from '../../suggest/suggest-time.ts';
import { learnVoice, mergeCorrections } from '../../suggest/voice.ts';
import { readAssets } from '../../store/assets.ts';
import { readEntries } from '../../store/read-entries.ts';
import { readPosts, type PostRow } from '../../store/read-posts.ts';
import {
  readChannelTimes,
  readPastCaptions,
  readVoiceCorrections,
  writeVoiceCorrections,
} from '../../store/suggestion-material.ts';
import type { HttpContext } from '../context.ts';
import type { Handlers } from '../handler.ts';
import { readModelPictures } from '../model-pictures.ts';

export const suggestionHandlers: Handlers<'suggestPost' | 'getVoice' | 'patchVoice' | 'listBestTimes'> = {
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
      value: await context.suggester.suggestPost(material, {
        userId: caller.userId,
        stop: hungUp,
        images: () => readModelPictures(context, caller.userId, post.asset_ids),
      }),
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
    const value = describeBestTimes(channel, times.accountId, times, locale, now);
    return { ok: true, value };
  },
};

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
    times[channel] = await readChannelTimes(context.database, { userId, channel, exceptPostId: post.id }, now);
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
