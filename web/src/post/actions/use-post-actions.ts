import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { call, keys, removeEntries } from '../../api/index.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { toast, toastProblem } from '../../ui/index.ts';
import { beginWith, isDirty } from '../form/editor.ts';
import type { Intent } from '../form/payload.ts';
import { channelsOf, isBlank } from '../form/post-form.ts';
import { scheduleBlockers, type Blocker } from '../form/schedule-blockers.ts';
import { postMessages } from '../messages.ts';
import type { PostContextValue } from '../post-context.ts';
import { tiktokMessages } from '../tiktok/messages.ts';
import type { PostEditor } from '../use-post-editor.ts';

export interface PostActions {
  busy: 'draft' | 'schedule' | 'now' | null;
  /** An entry has a job already, so that saving changes it. */
  isScheduled: boolean;
  canUnschedule: boolean;
  canDelete: boolean;
  blockers: readonly Blocker[];
  blockersNow: readonly Blocker[];
  saveDraft: () => void;
  schedule: () => void;
  publishNow: () => void;
  /** Saves the form as it is right now with an order for its times; the window stays. */
  reschedule: () => void;
  unschedule: () => void;
  /** Saves what is not saved yet, leaving the orders as they are; answers whether all is saved now. */
  saveFirst: () => Promise<boolean>;
  duplicate: () => void;
  remove: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Runs a call about one of the jobs, then reads the post again. */
  withJob: (act: () => Promise<unknown>) => Promise<void>;
}

interface Input {
  postEditor: PostEditor;
  value: PostContextValue;
  uploading: boolean;
  onFarewell: (say: (() => void) | null) => void;
  onClose: () => void;
}

/** What the buttons do: each tells what came of it, and nothing is called done before the server says so. */
export function usePostActions({ postEditor, value, uploading, onFarewell, onClose }: Input): PostActions {
  const t = useMessages(postMessages);
  const tt = useMessages(tiktokMessages);
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<PostActions['busy']>(null);
  const { editor, save, take, discard } = postEditor;
  const { form, post } = editor;
  const closeSilently = useFarewell(postEditor, onFarewell, onClose);

  const situation = {
    issues: value.issues,
    nowMs: value.nowMs,
    uploading,
    conflicts: editor.conflicts.length,
    entryOf: value.entryOf,
    tiktokRefuses: value.creator.freshness === 'refused' ? (value.creator.said ?? tt('suspended')) : null,
  };
  const open = {
    ...form,
    ig: { ...form.ig, on: form.ig.on && !value.isLocked('ig') },
    tiktok: { ...form.tiktok, on: form.tiktok.on && !value.isLocked('tiktok') },
  };
  const blockers = scheduleBlockers(open, situation);
  const blockersNow = scheduleBlockers(open, { ...situation, ignoreTime: true });
  const jobs = post?.entries.filter((entry) => entry.state !== 'draft') ?? [];
  const openPost = (id: string) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, post: id, at: undefined, assets: undefined }) });

  const order = async (kind: NonNullable<PostActions['busy']>, intent: Intent | null, then: () => void) => {
    setBusy(kind);
    const result = await save(intent);
    setBusy(null);
    if (result.kind === 'saved') return then();
    if (result.kind === 'failed') toastProblem(result.error);
    else value.goTo('progress');
  };
  const sayScheduled = () => {
    const first = channelsOf(form).find((channel) => form[channel].scheduledAt !== null);
    const when =
      first === undefined ? '' : format.instant(form[first].scheduledAt ?? '', value.zoneOf(first), 'dateTime');
    toast({ text: t('scheduled', { when }), ...(form.tiktok.on ? { detail: tt('processingNotice') } : {}) });
    closeSilently();
  };
  const schedule = () => void order('schedule', 'schedule', sayScheduled);
  const saveDraft = () =>
    void order('draft', jobs.length > 0 ? null : 'draft', () => {
      toast({ text: t(jobs.length > 0 ? 'changesSaved' : 'draftSaved') });
      closeSilently();
    });

  return {
    busy,
    isScheduled: jobs.length > 0,
    canUnschedule:
      jobs.some(
        (entry) => entry.state === 'scheduled' || entry.state === 'retrying' || entry.state === 'needs_attention',
      ) && !value.readOnly,
    canDelete: !(post?.entries.some((entry) => entry.state === 'publishing') ?? false),
    blockers,
    blockersNow,
    schedule,
    saveDraft,
    publishNow: () =>
      void order('now', 'publish_now', () => {
        // The window stays: what becomes of it is seen here (tiktok.md 11, U23).
        requestAnimationFrame(() => value.goTo('progress'));
        toast({ text: t('publishingNow'), ...(form.tiktok.on ? { detail: tt('processingNotice') } : {}) });
      }),
    reschedule: () => void order('schedule', 'schedule', () => toast({ text: t('changesSaved') })),
    unschedule: () => void order('draft', 'draft', () => toast({ text: t('unscheduled') })),
    saveFirst: async () => {
      if (!isDirty(editor)) return true;
      let isSaved = false;
      await order('schedule', null, () => {
        isSaved = true;
      });
      return isSaved;
    },
    duplicate: () => void duplicate(),
    remove: () => void remove(),
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || value.readOnly) return;
      event.preventDefault();
      if (blockers.length === 0 && busy === null) schedule();
      else if (blockers[0] !== undefined) value.goTo(blockers[0].place);
    },
    withJob: async (act) => {
      try {
        await act();
        if (post !== null) take(await call('getPost', { params: { id: post.id } }));
        void client.invalidateQueries({ queryKey: keys.entries.all });
      } catch (error) {
        toastProblem(error);
      }
    },
  };

  async function duplicate(): Promise<void> {
    if (post === null) return;
    try {
      const copy = await call('duplicatePost', { params: { id: post.id } });
      void client.invalidateQueries({ queryKey: keys.entries.all });
      toast({ text: t('duplicated') });
      openPost(copy.id);
    } catch (error) {
      toastProblem(error);
    }
  }

  async function remove(): Promise<void> {
    if (post === null) return;
    try {
      const { undo } = await call('deletePost', { params: { id: post.id } });
      removeEntries(client, (entry) => entry.postId === post.id);
      discard(beginWith(post));
      closeSilently();
      const back =
        undo === null
          ? {}
          : { action: { label: t('undo'), run: () => void takeBack(undo.id, () => openPost(post.id)) } };
      toast({ text: t('deleted'), ...back });
    } catch (error) {
      toastProblem(error);
    }
  }

  async function takeBack(undoId: string, reopen: () => void): Promise<void> {
    try {
      await call('undo', { params: { id: undoId } });
      await client.invalidateQueries({ queryKey: keys.entries.all });
      toast({ text: t('undone'), action: { label: t('open'), run: reopen } });
    } catch (error) {
      toastProblem(error);
    }
  }
}

/** Closing with unsaved work says where it is. Answers how to close when there is nothing to say. */
function useFarewell(postEditor: PostEditor, onFarewell: Input['onFarewell'], onClose: () => void): () => void {
  const t = useMessages(postMessages);
  const state = useRef(postEditor);
  useEffect(() => {
    state.current = postEditor;
  });
  useEffect(() => {
    onFarewell(() => {
      const { editor } = state.current;
      const isNew = editor.post === null;
      if (isNew ? isBlank(editor.form) : !isDirty(editor)) return;
      toast({ text: t(isNew ? 'keptOnClose' : 'keptChangesOnClose'), look: 'note' });
    });
    return () => onFarewell(null);
  }, [onFarewell, t]);
  return useCallback(() => {
    onFarewell(null);
    onClose();
  }, [onFarewell, onClose]);
}
