/** `/`: the feeds as phones side by side, and beside them what can be done to the platforms. */
import { createHash } from 'node:crypto';
import type { Answer, Platform } from '../platform.ts';
import { json, page } from './answers.ts';
import type { Control, ControlContext } from './controls.ts';
import { faultForm, faultList, panelClock, requestList } from './home-panel.ts';
import { HOME_SCRIPT } from './home-script.ts';
import { HOME_STYLE } from './home-style.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';

/** The page, and `/_sandbox/live`: the inside of every part that changes, as `{part: markup}`. */
export function homeRoutes(context: ControlContext): Control[] {
  return [
    { method: 'GET', path: '/', handle: () => home(context) },
    { method: 'GET', path: '/_sandbox/live', handle: () => answerLive(context) },
  ];
}

function answerLive(context: ControlContext): Answer {
  const parts = Object.entries(liveParts(context)).map(([part, { markup }]) => [part, markup]);
  return json(200, Object.fromEntries(parts), { 'cache-control': 'no-store' });
}

function liveParts(context: ControlContext): Record<string, Html> {
  return {
    clock: panelClock(context.core),
    faults: faultList(context.faults),
    requests: requestList(context.requests),
    ...Object.fromEntries(context.platforms.map((platform) => [`feed-${platform.channel}`, platform.renderFeed()])),
  };
}

function home(context: ControlContext): Answer {
  const parts = liveParts(context);
  const live = (part: string): Html => parts[part] ?? html``;
  const answer = page(
    200,
    html`<!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Sandbox</title>
          <link rel="icon" href="data:," />
          <style>
            ${trusted(HOME_STYLE)}
            ${trusted(context.platforms.map((platform) => platform.feedStyle).join('\n'))}
          </style>
        </head>
        <body>
          <header class="top">
            <h1>Sandbox</h1>
            <p>What the imitated platforms have published. Nothing here leaves this machine.</p>
            <div class="clock" data-live="clock">${live('clock')}</div>
          </header>
          <main>
            <section class="phones" aria-label="Feeds">
              ${context.platforms.map((platform) => phone(platform, live(`feed-${platform.channel}`)))}
            </section>
            <aside aria-label="Controls">
              ${clockCard()} ${faultForm(context.platforms)}
              <section class="card">
                <h2>Active faults</h2>
                <div data-live="faults">${live('faults')}</div>
              </section>
              <section class="card">
                <h2>Last calls</h2>
                <div class="calls" data-live="requests">${live('requests')}</div>
              </section>
            </aside>
          </main>
          <p class="toast" role="status" hidden></p>
          <script>
            ${trusted(HOME_SCRIPT)};
          </script>
        </body>
      </html>`,
  );
  return { ...answer, headers: { ...answer.headers, 'content-security-policy': policyFor(answer.body.toString()) } };
}

/** Only the one script of ours may run, whatever a caption contains. */
function policyFor(document: string): string {
  const script = document.slice(document.indexOf('<script>') + '<script>'.length, document.lastIndexOf('</script>'));
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    "img-src 'self' data:",
    "media-src 'self'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${hash}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function phone(platform: Platform, feed: Html): Html {
  return html`<figure class="phone phone-${platform.channel}">
    <figcaption>${platform.title}</figcaption>
    <div class="case">
      <div class="island"></div>
      <div class="screen" data-live="feed-${platform.channel}" tabindex="0" aria-label="${platform.title} feed">
        ${feed}
      </div>
    </div>
  </figure>`;
}

const STEPS = [
  ['PT1M', '+1 min'],
  ['PT15M', '+15 min'],
  ['PT1H', '+1 h'],
  ['P1D', '+1 day'],
] as const;

function clockCard(): Html {
  return html`<section class="card">
    <h2>Clock</h2>
    <div class="row">
      ${STEPS.map(
        ([advance, label]) =>
          html`<button data-post="clock" data-body="${JSON.stringify({ advance })}">${label}</button>`,
      )}
    </div>
    <div class="row">
      ${[1, 10, 60].map(
        (speed) => html`<button data-post="clock" data-body="${JSON.stringify({ speed })}">Speed ×${speed}</button>`,
      )}
    </div>
  </section>`;
}
