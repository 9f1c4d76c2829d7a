import { useCallback, useEffect, useRef, useState } from 'react';
import type { Account } from '../../../src/contract/account.ts';
import type { Channel } from '../../../src/contract/channel.ts';
import type { Me } from '../../../src/contract/me.ts';
import { usePost } from '../api/index.ts';
import { useMediaQuery } from '../shell/use-media-query.ts';
import { inChosenOrder, inPlaceOf, isUnderWay } from '../media/uploads/upload-item.ts';
import { uploads, useUploads } from '../media/uploads/uploads.ts';
import { ConflictPanel } from './actions/conflict-panel.tsx';
import { Footer } from './actions/footer.tsx';
import { Header } from './actions/header.tsx';
import { KeptNote } from './actions/kept-note.tsx';
import { ProgressPanel } from './actions/progress-panel.tsx';
import { usePostActions } from './actions/use-post-actions.ts';
import { CaptionField } from './fields/caption-field.tsx';
import { ChannelToggles } from './fields/channel-toggles.tsx';
import { CoverField } from './cover/cover-field.tsx';
import { HashtagsField } from './fields/hashtags-field.tsx';
import { MediaField } from './fields/media-field.tsx';
import { MoreFields } from './fields/more-fields.tsx';
import { TimeField } from './fields/time-field.tsx';
import { isDirty, type Editor } from './form/editor.ts';
import { History } from './history/history.tsx';
import { goToPlace } from './go-to-place.ts';
import { channelsOf } from './form/post-form.ts';
import { InstagramSection } from './instagram/instagram-section.tsx';
import { PostContext } from './post-context.ts';
import { Preview } from './preview/preview.tsx';
import { SuggestBar } from './suggest/suggest-bar.tsx';
import { SuggestContext } from './suggest/suggest-context.ts';
import { useSuggestions } from './suggest/use-suggestions.ts';
import { TiktokSection } from './tiktok/tiktok-section.tsx';
import { usePostContextValue } from './use-post-context-value.ts';
import { usePostEditor } from './use-post-editor.ts';

interface ComposerProps {
  me: Me;
  accounts: readonly Account[];
  postId: string;
  begin: () => Editor;
  /** The same without what was kept in the browser. */
  beginAfresh: () => Editor;
  /** Begun with what was left unsaved the last time. What is kept later, while one writes, is no news. */
  beginsWithKept: boolean;
  onClose: () => void;
  /** Takes what is to be said when the window is closed with unsaved work in it. */
  onFarewell: (say: (() => void) | null) => void;
  heading: React.RefObject<HTMLHeadingElement | null>;
}

/** The modal's inside: the preview on the left, the fields on the right, the actions below. */
export function Composer({
  me,
  accounts,
  postId,
  begin,
  beginAfresh,
  beginsWithKept,
  onClose,
  onFarewell,
  heading,
}: ComposerProps) {
  const [wasKept] = useState(beginsWithKept);
  const postEditor = usePostEditor(begin, me.id, postId);
  const { editor, take, edit } = postEditor;
  const { form, post } = editor;
  const place = `post:${post?.id ?? postId}`;
  const value = usePostContextValue(me, accounts, postEditor, place, goToPlace);
  const suggestions = useSuggestions(postEditor, value, wasKept);
  const channels = channelsOf(form);
  const [wanted, setWanted] = useState<Channel | null>(null);
  const channel = wanted !== null && channels.includes(wanted) ? wanted : (channels[0] ?? 'ig');
  const [index, setIndex] = useState(0);
  const underWay = useUploads(place).some(isUnderWay);
  // One column has the preview on top; what went wrong, or asks for a word, is not to be looked for below it.
  const isOneColumn = useMediaQuery('(max-width: 1023px)');
  const actions = usePostActions({ postEditor, value, uploading: underWay, onFarewell, onClose });

  // Followed while it is open: the worker and other windows change it too.
  const live = usePost(post?.id ?? null).data;
  useEffect(() => {
    if (live !== undefined) take(live);
  }, [live, take]);
  useArrivals(place, edit);

  const news = (
    <>
      <ProgressPanel actions={actions} />
      <ConflictPanel conflicts={editor.conflicts} onSettle={postEditor.settle} />
    </>
  );
  return (
    <PostContext value={value}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- shortcuts for the whole window; each has a button too */}
      <div className="flex h-full flex-col" onKeyDown={actions.onKeyDown}>
        <Header postEditor={postEditor} actions={actions} onClose={onClose} heading={heading} />
        {wasKept ? <KeptNote isNew={post === null} onDrop={() => postEditor.discard(beginAfresh())} /> : null}
        <div className="min-h-0 flex-1 overflow-y-auto lg:grid lg:grid-cols-[minmax(0,1fr)_30rem] lg:overflow-hidden xl:grid-cols-[minmax(0,1fr)_33rem]">
          {isOneColumn ? <div className="flex flex-col gap-5 p-4 empty:hidden sm:p-5">{news}</div> : null}
          <div className="flex flex-col bg-canvas p-4 sm:p-5 lg:min-h-0 lg:overflow-y-auto lg:border-r lg:border-line">
            <Preview channel={channel} onChannel={setWanted} index={index} onIndex={setIndex} />
          </div>
          <div className="flex flex-col gap-5 p-4 sm:p-5 lg:min-h-0 lg:overflow-y-auto">
            {isOneColumn ? null : news}
            <ChannelToggles />
            <MediaField index={index} onIndex={setIndex} />
            <SuggestContext value={suggestions}>
              <SuggestBar />
              <CaptionField />
              <HashtagsField />
              <TimeField />
              <CoverField />
            </SuggestContext>
            {form.ig.on ? <InstagramSection onShow={() => setWanted('ig')} /> : null}
            {form.tiktok.on ? <TiktokSection /> : null}
            <MoreFields briefAbove={suggestions !== null} />
            <History />
          </div>
        </div>
        <Footer
          isScheduled={actions.isScheduled}
          isDirty={isDirty(editor)}
          busy={actions.busy}
          blockers={actions.blockers}
          blockersNow={actions.blockersNow}
          onDraft={actions.saveDraft}
          onSchedule={actions.schedule}
          onNow={actions.publishNow}
        />
      </div>
    </PostContext>
  );
}

/** Files that arrive take the place they were chosen for, whatever order the network brings them in. */
function useArrivals(place: string, edit: ReturnType<typeof usePostEditor>['edit']): void {
  const orders = useRef(new Map<string, number>());
  const take = useCallback(
    (order: number, assetId: string, replaces: string | null) => {
      orders.current.set(assetId, order);
      edit((old) => ({
        ...old,
        assetIds: inPlaceOf(replaces, old.assetIds, assetId) ?? inChosenOrder(old.assetIds, assetId, orders.current),
      }));
    },
    [edit],
  );
  useEffect(() => {
    const stop = uploads.takenBy(place, (item, assetId) => take(item.order, assetId, item.replaces));
    uploads.restore();
    return stop;
  }, [place, take]);
}
