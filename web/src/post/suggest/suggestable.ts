import type { Channel } from '../../../../src/contract/channel.ts';
import type {
  CaptionSuggestion,
  CoverSuggestion,
  HashtagsSuggestion,
  SuggestionReply,
  TimeSuggestion,
} from '../../../../src/contract/suggestion.ts';
import type { Post } from '../../../../src/contract/post.ts';
import { sameValue } from '../form/fields.ts';
import { channelsOf, type PostForm } from '../form/post-form.ts';

/** The fields of the modal that can be filled in for the creator. */
export const SUGGESTED_FIELDS = ['caption', 'hashtags', 'cover', 'time'] as const;
export type SuggestedField = (typeof SUGGESTED_FIELDS)[number];

/** What was said about one field: the words, the why, and the value it comes to in this form. */
export type FieldSuggestion =
  | { field: 'caption'; said: CaptionSuggestion }
  | { field: 'hashtags'; said: HashtagsSuggestion }
  | { field: 'cover'; said: CoverSuggestion }
  | { field: 'time'; said: TimeSuggestion };

/** The instants of the channels that are on. */
export type Times = Partial<Record<Channel, string | null>>;

/** The reply's word on a field; `null` where nothing honest could be said. */
export function suggestionFor(field: SuggestedField, reply: SuggestionReply): FieldSuggestion | null {
  switch (field) {
    case 'caption':
      return reply.caption == null ? null : { field, said: reply.caption };
    case 'hashtags':
      return reply.hashtags == null ? null : { field, said: reply.hashtags };
    case 'cover':
      return reply.cover == null ? null : { field, said: reply.cover };
    case 'time':
      return reply.time == null ? null : { field, said: reply.time };
  }
}

export function valueOf(form: PostForm, field: SuggestedField): unknown {
  return field === 'time' ? timesOf(form) : form[field];
}

/** The value a suggestion comes to. A channel it says no time for keeps its own. */
export function suggestedValue(form: PostForm, suggestion: FieldSuggestion): unknown {
  return valueOf(withSuggestion(form, suggestion), suggestion.field);
}

export function withSuggestion(form: PostForm, suggestion: FieldSuggestion): PostForm {
  switch (suggestion.field) {
    case 'caption':
      return { ...form, caption: suggestion.said.text };
    case 'hashtags':
      return { ...form, hashtags: suggestion.said.hashtags };
    case 'cover':
      return { ...form, cover: suggestion.said.options[0]?.cover ?? form.cover };
    case 'time':
      return suggestion.said.slots.reduce((old, slot) => withTime(old, slot.channel, slot.scheduledAt), form);
  }
}

export function withTime(form: PostForm, channel: Channel, at: string): PostForm {
  if (!form[channel].on) return form;
  const scheduledAt = Temporal.Instant.from(at).toString();
  return { ...form, [channel]: { ...form[channel], scheduledAt } };
}

/** Whether the field holds nothing of the creator's. `untouched`: the time the form began with by itself. */
export function isFree(form: PostForm, field: SuggestedField, untouched: Times | null): boolean {
  switch (field) {
    case 'caption':
      return form.caption.trim() === '';
    case 'hashtags':
      return form.hashtags.length === 0;
    case 'cover':
      return form.cover === null && form.ig.payload.coverAssetId === undefined;
    case 'time': {
      const times = timesOf(form);
      const isBlank = Object.values(times).every((at) => at === null);
      return (
        isBlank || (untouched !== null && channelsOf(form).every((channel) => times[channel] === untouched[channel]))
      );
    }
  }
}

export function isSame(form: PostForm, field: SuggestedField, value: unknown): boolean {
  return sameValue(valueOf(form, field), value);
}

/** Only drafts are filled in: what is scheduled goes out as the creator left it. */
export function isDraft(post: Post | null): boolean {
  return post === null || post.entries.every((entry) => entry.state === 'draft');
}

function timesOf(form: PostForm): Times {
  return Object.fromEntries(channelsOf(form).map((channel) => [channel, form[channel].scheduledAt]));
}
