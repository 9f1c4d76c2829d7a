import { useMessages } from '../../i18n/index.ts';
import { usePostContext } from '../post-context.ts';
import { IssueNotes } from '../fields/issue-notes.tsx';
import { SuggestLine } from '../suggest/suggest-line.tsx';
import { FramePicker } from './frame-picker.tsx';
import { coverMessages } from './messages.ts';
import { OfferedFrames } from './offered-frames.tsx';
import { OwnCover } from './own-cover.tsx';
import { videoOf } from './video-of.ts';

/** What stands for a video before it plays: one of its frames, or on Instagram an image of its own. */
export function CoverField() {
  const t = useMessages(coverMessages);
  const { form, edit, shown, readOnly } = usePostContext();
  const video = videoOf(shown);
  // A draft for TikTok's inbox carries its file alone: the cover is chosen there (tiktok.md 5.6).
  const takesCover = form.ig.on || form.tiktok.payload.mode === 'direct';
  if (video === null || !takesCover) return null;
  const timeMs = form.cover?.timeMs ?? null;
  const choose = (next: number | null) => edit((old) => ({ ...old, cover: next === null ? null : { timeMs: next } }));
  return (
    <section data-place="cover" aria-label={t('cover')} className="flex flex-col gap-2.5">
      <h3 className="font-sans text-sm font-medium tracking-normal">{t('cover')}</h3>
      {readOnly ? null : <OfferedFrames key={`offered:${video.id}`} asset={video} timeMs={timeMs} onChange={choose} />}
      <SuggestLine field="cover" />
      <FramePicker key={video.id} asset={video} timeMs={timeMs} disabled={readOnly} onChange={choose} />
      {form.ig.on ? <OwnCover /> : null}
      <IssueNotes places={['cover']} />
    </section>
  );
}
