/** The Instagram phone on `/`, and the pages permalinks open. */
import { page } from '../core/answers.ts';
import { html, trusted } from '../core/html.ts';
import type { Html } from '../core/html.ts';
import type { Answer, WireRequest } from '../platform.ts';
import { permalinkOf } from './media-nodes.ts';
import type { Instagram, Post } from './state.ts';

const SHOWN = 20;

export function renderInstagramFeed(instagram: Instagram): Html {
  const nowMs = instagram.core.clock.nowMs();
  const posts = instagram.state.posts.list({ newestFirst: true, until: nowMs, limit: SHOWN });
  if (posts.length === 0) return html`<p class="empty" data-key="empty">Nothing posted yet.</p>`;
  return html`${posts.map((post) => renderPost(instagram, post))}`;
}

function renderPost(instagram: Instagram, post: Post): Html {
  const account = instagram.core.accounts.find('ig', post.accountId);
  const username = account?.username ?? '';
  return html`<article class="ig-post" data-key="${post.id}">
    <header>
      <img class="avatar" src="/_sandbox/avatar/${encodeURIComponent(username)}.svg" alt="" />
      <div>
        <b>${username}</b>
        ${post.wishes.locationId !== null && html`<small>Location ${post.wishes.locationId}</small>`}
      </div>
      ${post.wishes.isAiGenerated && html`<span class="badge">AI info</span>`}
      ${post.kind === 'reel' && html`<span class="badge">Reel</span>`}
    </header>
    <div class="ig-media">${post.media.map((part) => renderPart(post, part))}</div>
    ${post.media.length > 1 && html`<div class="dots">${post.media.map(() => html`<i></i>`)}</div>`}
    <footer>
      ${post.wishes.caption !== '' && html`<p class="caption"><b>${username}</b> <span class="text">${post.wishes.caption}</span></p>`}
      ${instagram.state.comments
        .list({ owner: post.id })
        .map(
          (comment) =>
            html`<p class="comment"><b>${comment.username}</b> <span class="text">${comment.text}</span></p>`,
        )}
      <a href="${permalinkOf(instagram, post)}"
        ><time datetime="${new Date(post.publishedAtMs).toISOString()}">${shownTime(post.publishedAtMs)}</time></a
      >
    </footer>
  </article>`;
}

function renderPart(post: Post, part: Post['media'][number]): Html {
  const source = `/_sandbox/media/${part.kept.hash}`;
  if (part.kind === 'image') return html`<img src="${source}" alt="${part.altText ?? ''}" loading="lazy" />`;
  const poster = post.cover === null ? null : html`poster="/_sandbox/media/${post.cover.hash}"`;
  return html`<video src="${source}" ${poster} controls loop muted playsinline preload="metadata"></video>`;
}

function shownTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
}

/** `/p/<shortcode>/` and `/reel/<shortcode>/`. */
export function permalinkPage(instagram: Instagram, request: WireRequest): Answer {
  const { core, state } = instagram;
  const post = state.posts
    .list({ until: core.clock.nowMs() })
    .find((one) => one.shortcode === request.params['shortcode']);
  const username = post === undefined ? '' : (core.accounts.find('ig', post.accountId)?.username ?? '');
  return page(
    post === undefined ? 404 : 200,
    html`<!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${post === undefined ? 'Page not found' : `${username} on Instagram (sandbox)`}</title>
          <style>
            ${trusted(`:root{color-scheme:light dark;--line:#8884}body{margin:24px auto;padding:0 12px;max-width:470px;font:15px/1.45 system-ui,sans-serif}${FEED_STYLE.replaceAll('.phone-ig', 'body')}`)}
          </style>
        </head>
        <body>
          ${post === undefined ? html`<p>Sorry, this page isn't available.</p>` : renderPost(instagram, post)}
          <p><a href="/">All feeds</a></p>
        </body>
      </html>`,
  );
}

export const FEED_STYLE = `
  .phone-ig .screen::before { content: 'Instagram'; position: sticky; top: 0; z-index: 1; display: block; padding: 44px 16px 10px; font: italic 600 22px/1 Georgia, serif; background: var(--screen); border-bottom: 1px solid var(--line); }
  .phone-ig .screen .empty { height: 60%; }
  .phone-ig .ig-post { border-bottom: 1px solid var(--line); padding-bottom: 14px; }
  .phone-ig .ig-post header { display: flex; align-items: center; gap: 10px; padding: 10px 12px; }
  .phone-ig .ig-post header div { flex: 1; min-width: 0; line-height: 1.25; }
  .phone-ig .ig-post small { display: block; opacity: .75; }
  .phone-ig .avatar { width: 32px; height: 32px; border-radius: 50%; }
  .phone-ig .badge { font-size: 11px; padding: 1px 8px; border: 1px solid var(--line); border-radius: 99px; }
  .phone-ig .ig-media { display: flex; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: none; background: #0002; }
  .phone-ig .ig-media > * { width: 100%; flex: none; scroll-snap-align: start; object-fit: cover; display: block; max-height: 560px; }
  .phone-ig .dots { display: flex; gap: 4px; justify-content: center; padding-top: 8px; }
  .phone-ig .dots i { width: 6px; height: 6px; border-radius: 50%; background: currentColor; opacity: .3; }
  .phone-ig .dots i:first-child { opacity: .9; }
  .phone-ig .ig-post footer { padding: 10px 12px 0; overflow-wrap: anywhere; }
  .phone-ig .ig-post footer p { margin: 0 0 4px; }
  .phone-ig .ig-post .text { white-space: pre-wrap; }
  .phone-ig .ig-post time { font-size: 12px; opacity: .75; }
  .phone-ig .ig-post a { color: inherit; text-decoration: none; }
  .phone-ig .ig-post a:hover { text-decoration: underline; }
`;
