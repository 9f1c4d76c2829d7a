import { z } from 'zod';
import { Channel } from './channel.ts';
import { Cover } from './post.ts';
import { Hashtag, Id, InstantText } from './primitives.ts';

/** What can be suggested, together or one at a time (spec.md 7, "AI prefill"). */
export const SUGGESTABLE_FIELDS = ['caption', 'hashtags', 'cover', 'time'] as const;
export const SuggestableField = z.enum(SUGGESTABLE_FIELDS);
export type SuggestableField = z.infer<typeof SuggestableField>;

/** How much there was to go by: nothing of the creator's own, a little, or enough to lean on. */
export const SIGNALS = ['none', 'thin', 'ok'] as const;
export const Signal = z.enum(SIGNALS);
export type Signal = z.infer<typeof Signal>;

/** Who spoke. The built-in suggester is never passed off as a model. */
export const SuggestionSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built_in') }),
  z.object({ kind: z.literal('model'), provider: z.string(), model: z.string() }),
]);
export type SuggestionSource = z.infer<typeof SuggestionSource>;

export const EVIDENCE_CODES = [
  'brief',
  'caption',
  'title',
  'past_posts',
  'voice',
  'media',
  'frames',
  'followers',
  'studies',
] as const;

/** One thing a suggestion rests on, in the reader's language: "from your brief", "from 14 past posts". */
export const Evidence = z.object({ code: z.enum(EVIDENCE_CODES), text: z.string() });
export type Evidence = z.infer<typeof Evidence>;

/** Stands on every suggestion: why, by whom, from what. `reason` is one line. */
const basis = { reason: z.string(), source: SuggestionSource, evidence: z.array(Evidence), signal: Signal };

/** `title` only where the channel has one of its own: TikTok photo posts (tiktok.md 6). */
export const CaptionVariant = z.object({
  channel: Channel,
  text: z.string(),
  title: z.string().optional(),
  reason: z.string(),
});
export type CaptionVariant = z.infer<typeof CaptionVariant>;
/** `text` is the shared caption; a variant stands only where a channel is better served by another. */
export const CaptionSuggestion = z.object({ text: z.string(), variants: z.array(CaptionVariant), ...basis });
export type CaptionSuggestion = z.infer<typeof CaptionSuggestion>;

/** Without the hash sign, at most five: both networks show no more (spec.md 7). `why` names where each came from. */
export const HashtagsSuggestion = z.object({
  hashtags: z.array(Hashtag).max(5),
  why: z.array(z.object({ hashtag: z.string(), reason: z.string() })),
  ...basis,
});
export type HashtagsSuggestion = z.infer<typeof HashtagsSuggestion>;

export const CoverOption = z.object({ cover: Cover, score: z.number().min(0).max(1), reason: z.string() });
export type CoverOption = z.infer<typeof CoverOption>;
/** Best first, three at most. */
export const CoverSuggestion = z.object({ options: z.array(CoverOption).min(1).max(3), ...basis });
export type CoverSuggestion = z.infer<typeof CoverSuggestion>;

/** `localTime` is the wall clock of `timezone`, the account's zone: `2026-11-26 18:00`. */
export const TimeOption = z.object({
  channel: Channel,
  scheduledAt: InstantText,
  localTime: z.string(),
  timezone: z.string(),
  reason: z.string(),
});
export type TimeOption = z.infer<typeof TimeOption>;
/** `slots` holds one time a channel; `alternatives` further ones, best first. */
export const TimeSuggestion = z.object({ slots: z.array(TimeOption), alternatives: z.array(TimeOption), ...basis });
export type TimeSuggestion = z.infer<typeof TimeSuggestion>;

/** A promise in the brief that platforms or the law may object to. All of them are reported, not the first. */
export const RiskyClaim = z.object({ claim: z.string(), sentence: z.string(), message: z.string() });
export type RiskyClaim = z.infer<typeof RiskyClaim>;

export const SUGGESTION_NOTES = [
  'brief_empty',
  'brief_shortened',
  'claims_left_out',
  'orders_ignored',
  'key_refused',
  'model_failed',
  'model_timed_out',
  'model_resting',
  'model_limit_reached',
  'model_answer_unusable',
  'model_field_replaced',
  'model_text_completed',
] as const;
export const SuggestionNoteCode = z.enum(SUGGESTION_NOTES);
export type SuggestionNoteCode = z.infer<typeof SuggestionNoteCode>;
/** Something the creator should know about how this came about: a key refused, a brief too long. */
export const SuggestionNote = z.object({ code: SuggestionNoteCode, message: z.string() });
export type SuggestionNote = z.infer<typeof SuggestionNote>;

/** What a model cost. `costUsd` is `null` where the settings name no prices. */
export const ModelUsage = z.object({
  provider: z.string(),
  model: z.string(),
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costUsd: z.number().nullable(),
  latencyMs: z.number().int(),
});
export type ModelUsage = z.infer<typeof ModelUsage>;

/** A field that was not asked for is absent; one about which nothing honest can be said is `null`, and a note says why. */
export const SuggestionReply = z.object({
  caption: CaptionSuggestion.nullable().optional(),
  hashtags: HashtagsSuggestion.nullable().optional(),
  cover: CoverSuggestion.nullable().optional(),
  time: TimeSuggestion.nullable().optional(),
  /** ISO 639-1, `null` where it cannot be told. */
  language: z.string().nullable(),
  risks: z.array(RiskyClaim),
  notes: z.array(SuggestionNote),
  usage: ModelUsage.nullable(),
});
export type SuggestionReply = z.infer<typeof SuggestionReply>;

const unit = z.number().min(0).max(1);
/** What the browser measured of one frame of the video with domain/cover-score; each quality 0..1. */
export const FrameMeasure = z.strictObject({
  timeMs: z.number().int().min(0),
  sharpness: unit,
  exposure: unit,
  contrast: unit,
  colour: unit,
  entropy: unit,
  thirds: unit,
  safeArea: unit,
  /** 64-bit difference hash, 16 hexadecimal digits. */
  hash: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits'),
  /** Mean luminance difference to the frame before, 0..1; `null` for the first. */
  change: unit.nullable(),
});
export type FrameMeasure = z.infer<typeof FrameMeasure>;

/** No `fields`: all of them. `channel`: for that channel alone. `frames`: the server cannot decode video itself. */
export const SuggestPost = z.strictObject({
  fields: z.array(SuggestableField).min(1).max(SUGGESTABLE_FIELDS.length).optional(),
  channel: Channel.optional(),
  frames: z.array(FrameMeasure).max(60).optional(),
});
export type SuggestPost = z.infer<typeof SuggestPost>;

/** How an account writes, learnt from its past captions, shown to the creator and correctable. */
export const VoiceCard = z.object({
  language: z.string().nullable(),
  /** Characters of a typical caption, hashtags left out. */
  length: z.number().int().min(0).max(2200),
  emojiPerPost: z.number().min(0).max(20),
  favouriteEmoji: z.array(z.string().max(20)).max(5),
  closingLines: z.array(z.string().max(200)).max(5),
  hashtags: z.array(Hashtag).max(10),
  hashtagsPerPost: z.number().min(0).max(30),
  linkInBio: z.boolean(),
});
export type VoiceCard = z.infer<typeof VoiceCard>;
export const Voice = z.object({
  card: VoiceCard,
  learntFrom: z.number().int(),
  /** The parts the creator set by hand; learning leaves them alone. */
  edited: z.array(VoiceCard.keyof()),
  signal: Signal,
});
export type Voice = z.infer<typeof Voice>;
/** `null` gives a part back to learning. */
export const PatchVoice = z.strictObject({
  language: z.string().min(2).max(3).nullable().optional(),
  length: VoiceCard.shape.length.nullable().optional(),
  emojiPerPost: VoiceCard.shape.emojiPerPost.nullable().optional(),
  favouriteEmoji: VoiceCard.shape.favouriteEmoji.nullable().optional(),
  closingLines: VoiceCard.shape.closingLines.nullable().optional(),
  hashtags: VoiceCard.shape.hashtags.nullable().optional(),
  hashtagsPerPost: VoiceCard.shape.hashtagsPerPost.nullable().optional(),
  linkInBio: VoiceCard.shape.linkInBio.nullable().optional(),
});
export type PatchVoice = z.infer<typeof PatchVoice>;

export const BestTimesQuery = z.strictObject({ channel: Channel });
/** `hours`: 168 values from Monday 0:00 in the account's zone, 0 the poorest hour of the week and 1 the best. */
export const BestTimes = z.object({
  channel: Channel,
  accountId: Id.nullable(),
  timezone: z.string(),
  hours: z.array(z.number().min(0).max(1)).length(168),
  next: z.array(TimeOption),
  signal: Signal,
  evidence: z.array(Evidence),
});
export type BestTimes = z.infer<typeof BestTimes>;
