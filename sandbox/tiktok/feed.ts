/** The TikTok phone on `/`: one post a screen, and the inbox with its drafts. */
import { html } from '../core/html.ts';
import type { Html } from '../core/html.ts';
import { waitingDrafts } from './inbox.ts';
import { permalinkOf } from './links.ts';
import type { Post, Publish, Tiktok } from './state.ts';
import { captionOf } from './video-list.ts';

const SHOWN = 20;

/** The radios are what switches the tabs: the page's one script need not know of them. */
export function renderTiktokFeed(tiktok: Tiktok): Html {
  const nowMs = tiktok.core.clock.nowMs();
  const posts = tiktok.state.posts.list({ newestFirst: true, until: nowMs, limit: SHOWN });
  const drafts = waitingDrafts(tiktok);
  return html`<input class="tt-tab" type="radio" name="tt-tab" id="tt-feed" data-key="tab-feed" checked />
    <input class="tt-tab" type="radio" name="tt-tab" id="tt-inbox" data-key="tab-inbox" />
    <nav class="tt-tabs" data-key="tabs">
      <label for="tt-feed">Posts</label>
      <label for="tt-inbox">Inbox${drafts.length > 0 && html` <b>${drafts.length}</b>`}</label>
    </nav>
    ${posts.length === 0 && html`<p class="tt-quiet in-feed" data-key="no-posts">Nothing posted yet.</p>`}
    ${posts.map((post) => renderCard(tiktok, post))}
    ${drafts.length === 0 && html`<p class="tt-quiet in-inbox" data-key="no-drafts">No draft is waiting.</p>`}
    ${drafts.map((draft) => renderDraft(tiktok, draft))}`;
}

export function renderCard({ core }: Tiktok, post: Post): Html {
  const account = core.accounts.find('tiktok', post.accountId);
  const username = account?.username ?? '';
  const inReview = post.availableAtMs !== null && core.clock.nowMs() < post.availableAtMs;
  return html`<article class="tt-card in-feed" data-key="${post.id}">
    <div class="tt-media">${post.kind === 'video' ? renderVideo(post) : renderPhotos(post)}</div>
    <div class="tt-badges">
      <span class="tt-badge">${badgeOf(post.privacyLevel)}</span>
      ${inReview && html`<span class="tt-badge">In review</span>`}
      ${post.media.length > 1 && html`<span class="tt-badge">${post.media.length} photos</span>`}
    </div>
    <div class="tt-text">
      <p class="tt-name">
        <img src="/_sandbox/avatar/${encodeURIComponent(username)}.svg" alt="" />
        <b>${account?.displayName ?? ''}</b> <span>@${username}</span>
      </p>
      ${post.kind === 'photo' && post.wishes.title !== '' && html`<p class="tt-title">${post.wishes.title}</p>`}
      ${captionOf(post) !== '' && html`<p class="tt-caption">${captionOf(post)}</p>`}
      ${labelsOf(post).map((label) => html`<span class="tt-label">${label}</span>`)}
      <a href="${permalinkOf(core, post, username)}"
        ><time datetime="${new Date(post.publishedAtMs).toISOString()}">${shownTime(post.publishedAtMs)}</time></a
      >
    </div>
  </article>`;
}

/** The cover is the frame at the chosen time. */
function renderVideo(post: Post): Html {
  const second = (post.wishes.coverTimestampMs ?? 0) / 1000;
  const source = `/_sandbox/media/${post.media[0]?.hash ?? ''}#t=${second}`;
  return html`<video src="${source}" controls loop muted playsinline preload="metadata"></video>`;
}

function renderPhotos(post: Post): Html {
  const cover = post.wishes.photoCoverIndex ?? 0;
  return html`${post.media.map(
    (photo, index) =>
      html`<img
        src="/_sandbox/media/${photo.hash}"
        alt="Photo ${index + 1} of ${post.media.length}${index === cover ? ', the cover' : ''}"
        loading="lazy"
      />`,
  )}`;
}

function badgeOf(privacyLevel: string): string {
  switch (privacyLevel) {
    case 'PUBLIC_TO_EVERYONE':
      return 'Everyone';
    case 'MUTUAL_FOLLOW_FRIENDS':
      return 'Friends';
    case 'FOLLOWER_OF_CREATOR':
      return 'Followers';
    default:
      return 'Only me';
  }
}

/** As TikTok labels disclosed content (tiktok.md 11, U13 and U14). */
function labelsOf({ wishes }: Post): string[] {
  return [
    ...(wishes.brandContent === true
      ? ['Paid partnership']
      : wishes.brandOrganic === true
        ? ['Promotional content']
        : []),
    ...(wishes.isAigc === true ? ['Creator labeled as AI-generated'] : []),
    ...(wishes.disableComment === true ? ['Comments off'] : []),
  ];
}

function shownTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function renderDraft({ core }: Tiktok, draft: Publish): Html {
  const account = core.accounts.find('tiktok', draft.accountId);
  const [media] = draft.media;
  const source = `/_sandbox/media/${media?.hash ?? ''}`;
  return html`<article class="tt-draft in-inbox" data-key="draft-${draft.id}">
    ${draft.kind === 'video' ? html`<video src="${source}" muted playsinline preload="metadata"></video>` : html`<img src="${source}" alt="" />`}
    <div>
      <b>${draft.kind === 'video' ? 'Your video is ready' : 'Your photos are ready'}</b>
      <small>for @${account?.username ?? ''}, sent ${shownTime(draft.createdAtMs)}</small>
      <div class="tt-actions">
        ${draftButton(draft, 'publish', 'Post', 'Posted.')}
        ${draftButton(draft, 'publish_twice', 'Post twice', 'Posted twice.')}
        ${draftButton(draft, 'discard', 'Discard', 'Discarded.')}
      </div>
    </div>
  </article>`;
}

function draftButton(draft: Publish, action: string, label: string, done: string): Html {
  const body = JSON.stringify({ publishId: draft.id, action });
  return html`<button data-post="tiktok/inbox" data-body="${body}" data-done="${done}">${label}</button>`;
}
