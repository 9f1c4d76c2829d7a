import { describe, expect, it } from 'vitest';
import { addPost, changePost, makeStudio } from '../testing/studio.ts';
import { beginOldPost, beginNewPost } from './begin.ts';
import { beginWith, edit, isDirty, receive, saved, savesItself, settle, type Editor } from './editor.ts';
import { formOf } from './post-form.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

function anEditor(intent: 'draft' | 'schedule' = 'draft') {
  const studio = makeStudio(NOW);
  const post = addPost(studio, {
    caption: 'start',
    entries: [{ channel: 'ig', scheduledAt: '2026-11-24T09:00:00.000Z', payload: {} }],
    intent,
  });
  return { studio, post: structuredClone(post), editor: beginWith(structuredClone(post)) };
}
const type = (editor: Editor, caption: string) => edit(editor, (form) => ({ ...form, caption }));

describe('the editor', () => {
  it('is clean at first, however the server writes its instants', () => {
    expect(isDirty(anEditor().editor)).toBe(false);
  });

  it('keeps what is typed while a save is under way', () => {
    const { editor, post } = anEditor();
    const sent = type(editor, 'start, and more');
    const typedOn = type(sent, 'start, and more, and more still');
    const after = saved(typedOn, sent.form, { ...post, caption: 'start, and more', version: post.version + 1 });
    expect(after.form.caption).toBe('start, and more, and more still');
    expect(isDirty(after)).toBe(true);
    expect(isDirty(saved(sent, sent.form, { ...post, caption: 'start, and more', version: post.version + 1 }))).toBe(
      false,
    );
  });

  it('follows a change made elsewhere to a field untouched here', () => {
    const { editor, post } = anEditor();
    const moved = { ...post, version: post.version + 1, title: 'named elsewhere' };
    const after = receive(type(editor, 'mine'), moved);
    expect([after.form.title, after.form.caption, after.conflicts.length]).toEqual(['named elsewhere', 'mine', 0]);
  });

  it('asks about a field changed on both sides, and takes the creator at their word', () => {
    const { editor, post } = anEditor();
    const asked = receive(type(editor, 'mine'), { ...post, version: post.version + 1, caption: 'theirs' });
    expect(asked.conflicts).toEqual([{ path: 'caption', mine: 'mine', theirs: 'theirs' }]);
    expect(savesItself(asked)).toBe(false);
    expect(settle(asked, 'caption', 'theirs').form.caption).toBe('theirs');
    const kept = settle(asked, 'caption', 'mine');
    expect([kept.form.caption, kept.conflicts.length, isDirty(kept)]).toEqual(['mine', 0, true]);
  });

  it('forgets a conflict that typing the same words has settled', () => {
    const { editor, post } = anEditor();
    const asked = receive(type(editor, 'mine'), { ...post, version: post.version + 1, caption: 'theirs' });
    const agreed = receive(type(asked, 'theirs'), { ...post, version: post.version + 2, caption: 'theirs' });
    expect(agreed.conflicts).toEqual([]);
  });

  it('ignores an answer that was overtaken by a newer one', () => {
    const { editor, post } = anEditor();
    const newer = receive(editor, { ...post, version: post.version + 2, title: 'new' });
    expect(receive(newer, { ...post, version: post.version + 1, title: 'old' }).form.title).toBe('new');
  });

  it('saves drafts by itself, and never what is scheduled', () => {
    expect(savesItself(type(anEditor('draft').editor, 'x'))).toBe(true);
    expect(savesItself(type(anEditor('schedule').editor, 'x'))).toBe(false);
    expect(savesItself(anEditor('draft').editor)).toBe(false);
  });
});

describe('beginning', () => {
  const wish = { at: null, assetIds: [], linked: ['ig' as const], nowMs: NOW };

  it('proposes the next quarter of an hour at least 15 minutes ahead, on the linked channels', () => {
    const { form } = beginNewPost({ ...wish, nowMs: NOW + 60_000 }, null);
    expect([form.ig.scheduledAt, form.ig.on, form.tiktok.on]).toEqual(['2026-11-23T12:30:00Z', true, false]);
    expect(beginNewPost(wish, null).form.ig.scheduledAt).toBe('2026-11-23T12:15:00Z');
  });

  it('prepares both channels where none is linked', () => {
    const { form } = beginNewPost({ ...wish, linked: [] }, null);
    expect([form.ig.on, form.tiktok.on]).toEqual([true, true]);
  });

  it('goes on with what was kept, at the day now asked for and with the files now brought', () => {
    const kept = beginNewPost(wish, null).form;
    const work = { form: { ...kept, caption: 'half a thought', assetIds: ['a'] }, base: kept, keptAt: NOW };
    const { form } = beginNewPost({ ...wish, at: '2026-12-01T10:00:00Z', assetIds: ['b'] }, work);
    expect([form.caption, form.assetIds, form.ig.scheduledAt]).toEqual([
      'half a thought',
      ['a', 'b'],
      '2026-12-01T10:00:00Z',
    ]);
  });

  it('does not propose a time that has passed since the work was kept', () => {
    const kept = beginNewPost(wish, null).form;
    const { form } = beginNewPost(
      { ...wish, nowMs: NOW + 86_400_000 },
      { form: { ...kept, caption: 'x' }, base: kept, keptAt: NOW },
    );
    expect(form.ig.scheduledAt).toBe('2026-11-24T12:15:00Z');
  });

  it('brings kept changes together with what happened to the post meanwhile', () => {
    const { studio, post } = anEditor();
    const base = formOf(post);
    changePost(studio, post.id, (each) => (each.title = 'elsewhere'));
    const now = studio.posts[0] ?? post;
    const editor = beginOldPost(now, { form: { ...base, caption: 'kept' }, base, keptAt: NOW });
    expect([editor.form.title, editor.form.caption, isDirty(editor), editor.conflicts.length]).toEqual([
      'elsewhere',
      'kept',
      true,
      0,
    ]);
  });
});
