import { z } from 'zod';
import { Id } from '../primitives.ts';
import { ProposedCalendar, ProposedCalendarQuery, SaveCalendar } from '../proposal.ts';
import type { Route } from '../route.ts';
import { BestTimes, BestTimesQuery, PatchVoice, SuggestionReply, SuggestPost, Voice } from '../suggestion.ts';
import { byId, CONFLICTS } from './shared.ts';

/** The streaming `POST /v1/ai/calendar` speaks SSE and stands outside the table (contract/proposal.ts has its shapes). */
export const suggestionRoutes = {
  suggestPost: {
    method: 'POST',
    path: '/v1/posts/{id}:suggest',
    tag: 'suggestions',
    summary: 'Suggest caption, hashtags, cover and time, each with its reason',
    params: byId,
    body: SuggestPost,
    reply: SuggestionReply,
    problems: ['RATE_LIMITED'],
  },
  saveCalendar: {
    method: 'POST',
    path: '/v1/ai/calendar/save',
    tag: 'suggestions',
    summary: 'Persist hand edits of a proposed calendar',
    body: SaveCalendar,
    reply: ProposedCalendar,
    problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'TIME_IN_PAST', ...CONFLICTS],
  },
  getCalendar: {
    method: 'GET',
    path: '/v1/ai/calendar/{calendarId}',
    tag: 'suggestions',
    summary: 'A proposed calendar with its runs',
    params: z.strictObject({ calendarId: Id }),
    query: ProposedCalendarQuery,
    reply: ProposedCalendar,
  },
  getVoice: {
    method: 'GET',
    path: '/v1/voice',
    tag: 'suggestions',
    summary: 'How you write, as learnt from your past captions',
    reply: Voice,
  },
  patchVoice: {
    method: 'PATCH',
    path: '/v1/voice',
    tag: 'suggestions',
    summary: 'Correct what was learnt; null gives a part back to learning',
    body: PatchVoice,
    reply: Voice,
  },
  listBestTimes: {
    method: 'GET',
    path: '/v1/calendar/best-times',
    tag: 'suggestions',
    summary: 'The hours of the week for a channel, and the next good slots',
    query: BestTimesQuery,
    reply: BestTimes,
  },
} as const satisfies Record<string, Route>;
