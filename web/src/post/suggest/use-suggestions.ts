import { useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { RiskyClaim, SuggestionNote, SuggestionReply } from '../../../../src/contract/suggestion.ts';
import type { Asset } from '../../../../src/contract/asset.ts';
import { call } from '../../api/index.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { toastProblem } from '../../ui/index.ts';
import { isDirty } from '../form/editor.ts';
import { videoOf } from '../cover/video-of.ts';
import type { PostContextValue } from '../post-context.ts';
import type { PostEditor } from '../use-post-editor.ts';
import { suggestCover } from './suggest-cover.ts';
import {
  isDraft,
  isFree,
  isSame,
  suggestedValue,
  SUGGESTED_FIELDS,
  suggestionFor,
  withSuggestion,
  type FieldSuggestion,
  type SuggestedField,
  type Times,
} from './suggestable.ts';

/** How one field stands: asked about, filled in, put to the creator beside their own words, or without an answer. */
export type FieldStory =
  | { kind: 'waiting' }
  | { kind: 'filled'; suggestion: FieldSuggestion; value: unknown }
  | { kind: 'offered'; suggestion: FieldSuggestion }
  | { kind: 'same' | 'none' };

export interface Suggestions {
  storyOf: (field: SuggestedField) => FieldStory | null;
  isWaiting: boolean;
  /** Promises in the brief that platforms object to, and what else there is to know; of the latest answers. */
  risks: readonly RiskyClaim[];
  notes: readonly SuggestionNote[];
  /** Asks about one field. What stands there stays until the creator says otherwise. */
  suggest: (field: SuggestedField) => void;
  /** Fills in what is empty, and puts a proposal beside what the creator has written. */
  suggestAll: () => void;
  take: (field: SuggestedField) => void;
  keepMine: (field: SuggestedField) => void;
}

/** The model answers words in one go; the time needs no model and must not wait for one. */
const TOGETHER: readonly (readonly SuggestedField[])[] = [['time'], ['caption', 'hashtags']];

/** `null` where nothing is suggested: it is switched off, or the post is no draft any more. */
export function useSuggestions(postEditor: PostEditor, value: PostContextValue, wasKept: boolean): Suggestions | null {
  const { editor, edit, save } = postEditor;
  const offered = value.me.suggestionsEnabled && isDraft(editor.post) && !value.readOnly;
  const [stories, setStories] = useState<Partial<Record<SuggestedField, FieldStory>>>({});
  const [said, setSaid] = useState<Pick<SuggestionReply, 'risks' | 'notes'>>({ risks: [], notes: [] });
  const untouched = useOwnTime(postEditor, wasKept);
  const video = videoOf(value.shown);
  const stop = useRef(new AbortController());
  useEffect(() => {
    // React may take the effect back and run it again; an aborted controller cannot be used twice.
    if (stop.current.signal.aborted) stop.current = new AbortController();
    return () => stop.current.abort();
  }, []);

  const tell = useCallback((fields: readonly SuggestedField[], story: FieldStory | null) => {
    setStories((old) => ({ ...old, ...Object.fromEntries(fields.map((field) => [field, story ?? undefined])) }));
  }, []);

  /** Decided on the form as it is at that very moment: typing may have gone on while the answer was under way. */
  const arrive = useCallback(
    (field: SuggestedField, suggestion: FieldSuggestion | null) => {
      if (suggestion === null) return tell([field], { kind: 'none' });
      edit((form) => {
        const fresh = suggestedValue(form, suggestion);
        if (isFree(form, field, untouched)) {
          tell([field], { kind: 'filled', suggestion, value: fresh });
          return withSuggestion(form, suggestion);
        }
        tell([field], isSame(form, field, fresh) ? { kind: 'same' } : { kind: 'offered', suggestion });
        return form;
      });
    },
    [edit, tell, untouched],
  );

  const ask = useCallback(
    async (id: string, fields: readonly SuggestedField[]) => {
      const { signal } = stop.current;
      try {
        const reply = await call('suggestPost', { params: { id }, body: { fields: [...fields] } }, { signal });
        for (const field of fields) arrive(field, suggestionFor(field, reply));
        // A time says nothing about the brief.
        if (fields.some((field) => field !== 'time')) setSaid({ risks: reply.risks, notes: reply.notes });
      } catch (error) {
        if (signal.aborted) return;
        tell(fields, null);
        toastProblem(error);
      }
    },
    [arrive, tell],
  );

  /** The video is decoded here, and the server would only be told what is known here. */
  const askHere = useCallback(
    async (asset: Asset) => {
      tell(['cover'], { kind: 'waiting' });
      const { signal } = stop.current;
      const cover = await suggestCover(asset, currentLocale());
      if (!signal.aborted) arrive('cover', cover === null ? null : { field: 'cover', said: cover });
    },
    [arrive, tell],
  );

  /** The server suggests from what it has, so the draft is saved first. */
  const begin = useCallback(
    async (wanted: readonly SuggestedField[]) => {
      if (wanted.includes('cover') && video !== null) void askHere(video);
      const fields: readonly SuggestedField[] = wanted.filter((field) => field !== 'cover');
      if (fields.length === 0) return;
      tell(fields, { kind: 'waiting' });
      let id = editor.post?.id;
      if (id === undefined || isDirty(editor)) {
        const result = await save(null);
        if (result.kind !== 'saved') {
          tell(fields, null);
          if (result.kind === 'failed') toastProblem(result.error);
          else value.goTo('progress');
          return;
        }
        id = result.post.id;
      }
      const about = id;
      const groups = TOGETHER.map((group) => group.filter((field) => fields.includes(field)));
      await Promise.all(groups.filter((group) => group.length > 0).map((group) => ask(about, group)));
    },
    [editor, save, tell, ask, askHere, video, value],
  );

  const suggestAll = useCallback(
    () => void begin(SUGGESTED_FIELDS.filter((field) => isWords(field) || isFree(editor.form, field, untouched))),
    [begin, editor.form, untouched],
  );
  useSuggestOnOpening(offered, postEditor, untouched, begin);
  useSuggestOnArrival(offered && !wasKept, postEditor, video, begin);

  return useMemo(() => {
    if (!offered) return null;
    const storyOf = (field: SuggestedField) =>
      currentStory(stories[field] ?? null, (known) => isSame(editor.form, field, known));
    return {
      storyOf,
      isWaiting: SUGGESTED_FIELDS.some((field) => stories[field]?.kind === 'waiting'),
      ...said,
      suggest: (field) => void begin([field]),
      suggestAll,
      take: (field) => {
        const story = stories[field];
        if (story?.kind !== 'offered') return;
        const { suggestion } = story;
        edit((form) => withSuggestion(form, suggestion));
        tell([field], { kind: 'filled', suggestion, value: suggestedValue(editor.form, suggestion) });
      },
      keepMine: (field) => tell([field], null),
    };
  }, [offered, stories, said, editor.form, edit, begin, suggestAll, tell]);
}

/** A proposal of other words is worth reading beside one's own; another hour or cover is not asked for. */
function isWords(field: SuggestedField): boolean {
  return field === 'caption' || field === 'hashtags';
}

/** A field is suggested until it is edited: then it is the creator's, and nothing is said about it any more. */
function currentStory(story: FieldStory | null, holds: (value: unknown) => boolean): FieldStory | null {
  return story?.kind === 'filled' && !holds(story.value) ? null : story;
}

/** The time a new post began with by itself, which is nobody's wish; `null` where somebody chose it. */
function useOwnTime({ editor }: PostEditor, wasKept: boolean): Times | null {
  const search: { at?: unknown } = useSearch({ strict: false });
  const [own] = useState<Times | null>(() => {
    if (editor.post !== null || wasKept || search.at !== undefined) return null;
    return { ig: editor.form.ig.scheduledAt, tiktok: editor.form.tiktok.scheduledAt };
  });
  return own;
}

/** A new post that opens with a brief is filled in by itself, where nothing stands yet. */
function useSuggestOnOpening(
  offered: boolean,
  { editor }: PostEditor,
  untouched: Times | null,
  begin: (fields: readonly SuggestedField[]) => Promise<void>,
): void {
  const done = useRef(false);
  const open = useEffectEvent(() => {
    if (!offered || editor.post !== null || editor.form.brief.trim() === '') return;
    const free = SUGGESTED_FIELDS.filter((field) => field !== 'cover' && isFree(editor.form, field, untouched));
    if (free.includes('caption')) void begin(free);
  });
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    open();
  }, []);
}

/** The video of a new post has its cover suggested when it arrives. A post that was there before is left as it is. */
function useSuggestOnArrival(
  offered: boolean,
  { editor }: PostEditor,
  video: Asset | null,
  begin: (fields: readonly SuggestedField[]) => Promise<void>,
): void {
  const [isNew] = useState(editor.post === null);
  const arrived = useEffectEvent(() => {
    if (offered && isNew && isFree(editor.form, 'cover', null)) void begin(['cover']);
  });
  const id = video?.id;
  useEffect(() => {
    if (id !== undefined) arrived();
  }, [id]);
}
