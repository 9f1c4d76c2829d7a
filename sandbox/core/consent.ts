/** The consent page both platforms share: one plain form, no script. */
import type { Account } from './accounts.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';

export interface ConsentForm {
  readonly platformTitle: string;
  readonly appName: string;
  /** Where the form posts to. */
  readonly action: string;
  readonly accounts: readonly { account: Account; label: string }[];
  readonly scopes: readonly { name: string; meaning: string }[];
  /** Carried along unchanged; never `scope`, which would tick what the person unticked. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly accent: string;
}

/** `account` radios (value: the external id; the first one ticked), `scope` boxes (all ticked), `decision` buttons. */
export function consentPage(form: ConsentForm): Html {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${form.platformTitle}: allow access?</title>
        <style>
          ${trusted(STYLE)} :root {
            --accent: ${trusted(form.accent)};
          }
        </style>
      </head>
      <body>
        <main>
          <p class="platform">${form.platformTitle} · sandbox</p>
          <h1>${form.appName} would like to use your account</h1>
          <form method="post" action="${form.action}">
            ${Object.entries(form.hidden).map(
              ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
            )}
            <fieldset>
              <legend>Account</legend>
              ${form.accounts.map(
                ({ account, label }, index) =>
                  html`<label><input type="radio" name="account" value="${account.id}" ${index === 0 && html`checked`} required />
                    <span>${label}</span></label>`,
              )}
              ${form.accounts.length === 0 && html`<p>There is no account in this sandbox yet.</p>`}
            </fieldset>
            <fieldset>
              <legend>What it may do</legend>
              ${form.scopes.map(
                ({ name, meaning }) =>
                  html`<label><input type="checkbox" name="scope" value="${name}" checked />
                    <span>${meaning} <code>${name}</code></span></label>`,
              )}
            </fieldset>
            <div class="decisions">
              <button name="decision" value="deny">Cancel</button>
              <button name="decision" value="allow" class="primary">Allow</button>
            </div>
          </form>
        </main>
      </body>
    </html>`;
}

/** A refusal to show the form at all, in words. */
export function consentProblem(platformTitle: string, problem: string): Html {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${platformTitle}: invalid request</title>
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <p class="platform">${platformTitle} · sandbox</p>
          <h1>Invalid request</h1>
          <p>${problem}</p>
        </main>
      </body>
    </html>`;
}

const STYLE = `
  :root { --accent: #8a0f1c; --paper: #faf8f5; --card: #fff; --ink: #211d1a; --soft: #6d655e; --line: #e4ded7; color-scheme: light dark; }
  @media (prefers-color-scheme: dark) { :root { --paper: #161413; --card: #201d1b; --ink: #f2ede8; --soft: #a89f97; --line: #383330; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  main { width: min(460px, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 28px; }
  .platform { margin: 0; color: var(--soft); font-size: 14px; }
  h1 { margin: 4px 0 20px; font: 600 24px/1.25 Georgia, serif; }
  fieldset { border: 0; margin: 0 0 20px; padding: 0; }
  legend { padding: 0; margin-bottom: 8px; font-weight: 600; font-size: 14px; }
  label { display: flex; gap: 12px; align-items: start; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; margin-bottom: 6px; cursor: pointer; }
  label:has(:checked) { border-color: var(--accent); }
  input { accent-color: var(--accent); width: 18px; height: 18px; margin: 3px 0 0; flex: none; }
  code { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; display: block; }
  .decisions { display: flex; gap: 10px; justify-content: end; }
  button { font: inherit; font-weight: 600; padding: 10px 20px; border-radius: 10px; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
  button.primary { background: var(--accent); border-color: var(--accent); color: #fff; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
