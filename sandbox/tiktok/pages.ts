/** What people see under tiktok.com: a profile, and a post by its permalink. */
import { page } from '../core/answers.ts';
import { html, trusted } from '../core/html.ts';
import type { Html } from '../core/html.ts';
import type { Answer, WireRequest } from '../platform.ts';
import { FEED_STYLE } from './feed-style.ts';
import { renderCard } from './feed.ts';
import type { Tiktok } from './state.ts';

/** `/@<username>/video/<id>` and `/photo/<id>`. The sandbox shows non-public posts too, with their badge. */
export function permalinkPage(tiktok: Tiktok, request: WireRequest, kind: 'video' | 'photo'): Answer {
  const { core, state } = tiktok;
  const account = core.accounts.find('tiktok', request.params['user'] ?? '');
  const given = request.params['id'] ?? '';
  // The second id of the fault `two_post_ids` leads to the same post.
  const id = state.posts.get(given)?.id ?? state.publishes.list().find((one) => one.secondId === given)?.postIds[0];
  const post = id === undefined ? null : state.posts.get(id);
  const shown = post !== null && post.kind === kind && post.accountId === account?.id;
  return shown && post.publishedAtMs <= core.clock.nowMs()
    ? document(200, `@${account?.username ?? ''} on TikTok (sandbox)`, html`${renderCard(tiktok, post)}`)
    : document(404, 'Video currently unavailable', html`<p class="tt-quiet">Video currently unavailable.</p>`);
}

/** `/@<username>`. */
export function profilePage(tiktok: Tiktok, request: WireRequest): Answer {
  const { core, state } = tiktok;
  const account = core.accounts.find('tiktok', request.params['user'] ?? '');
  if (account === null)
    return document(404, 'No such account', html`<p class="tt-quiet">Couldn't find this account.</p>`);
  const posts = state.posts.list({ owner: account.id, until: core.clock.nowMs(), newestFirst: true, limit: 30 });
  return document(
    200,
    `${account.displayName} on TikTok (sandbox)`,
    html`<h1>${account.displayName} <small>@${account.username}${account.private && html`, private`}</small></h1>
      ${posts.map((post) => renderCard(tiktok, post))}
      ${posts.length === 0 && html`<p class="tt-quiet">Nothing posted yet.</p>`}`,
  );
}

function document(status: number, title: string, content: Html): Answer {
  return page(
    status,
    html`<!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <style>
            ${trusted(`${FEED_STYLE.replaceAll('.phone-tiktok', 'body')}${PAGE_STYLE}`)}
          </style>
        </head>
        <body>
          ${content}
          <p><a href="/">All feeds</a></p>
        </body>
      </html>`,
  );
}

const PAGE_STYLE = `
  body { margin: 24px auto; padding: 0 12px; max-width: 400px; background: #0b0b0d; color: #fff; font: 15px/1.45 system-ui, sans-serif; }
  body > p a { color: inherit; }
  h1 { font: 600 24px/1.3 Georgia, serif; }
  h1 small { display: block; font: 15px system-ui, sans-serif; opacity: .75; }
  body .tt-card { height: 700px; border-radius: 16px; margin-bottom: 16px; }
  body .tt-badges { top: 16px; }
  body .tt-quiet { padding: 96px 0; }
`;
