/** The parts of the control panel on `/`. */
import type { Core, Platform } from '../platform.ts';
import { isoInstant } from './clock.ts';
import { faultSummary, GENERAL_KINDS } from './faults.ts';
import type { Fault, Faults } from './faults.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

const SHOWN_REQUESTS = 40;

export function panelClock({ clock }: Core): Html {
  const now = isoInstant(clock.nowMs());
  return html`<time datetime="${now}">${now.slice(0, 19).replace('T', ' ')} UTC</time>
    ${clock.speed() === 1 ? null : html`<span class="speed">×${clock.speed()}</span>`}`;
}

export function faultForm(platforms: readonly Platform[]): Html {
  return html`<section class="card">
    <h2>Break something</h2>
    <div class="presets">
      ${platforms.flatMap((platform) =>
        platform.presets.map(
          ({ label, fault }) =>
            html`<button data-post="faults" data-body="${JSON.stringify(fault)}" data-done="Waiting for the next call.">
              ${label} ${channelChip(platform.channel)}
            </button>`,
        ),
      )}
    </div>
    <form id="fault">
      <label class="wide"
        >Endpoint
        <select name="endpoint">
          ${platforms.map(
            (platform) =>
              html`<optgroup label="${platform.title}">
                ${['*', ...platform.endpointNames].map(
                  (name) =>
                    html`<option value="${platform.channel}:${name}">
                      ${platform.channel} · ${name === '*' ? 'every endpoint' : name}
                    </option>`,
                )}
              </optgroup>`,
          )}
        </select></label
      >
      <label class="wide"
        >Fault
        <select name="kind">
          ${GENERAL_KINDS.map((kind) => html`<option>${kind}</option>`)}
          ${platforms.map(
            (platform) =>
              html`<optgroup label="${platform.title}">
                ${Object.entries(platform.faultKinds).map(
                  ([kind, endpoints]) =>
                    html`<option data-at="${endpoints.map((name) => `${platform.channel}:${name}`).join(' ')}">${kind}</option>`,
                )}
              </optgroup>`,
          )}
        </select></label
      >
      <label>Account<input name="account" placeholder="any" /></label>
      <label>Times<input name="times" type="number" min="1" value="1" placeholder="always" /></label>
      <label>Status<input name="status" type="number" placeholder="500" /></label>
      <label>Code<input name="code" placeholder="2" /></label>
      <label>Subcode<input name="subcode" type="number" /></label>
      <label>Milliseconds<input name="ms" type="number" min="0" /></label>
      <label class="wide"
        >Strikes
        <select name="when">
          <option value="before">before the work is done</option>
          <option value="after">after it: only the answer is replaced</option>
        </select></label
      >
      <button class="primary wide">Add fault</button>
    </form>
  </section>`;
}

function channelChip(channel: string): Html {
  return html`<i class="channel">${channel}</i>`;
}

export function faultList(faults: Faults): Html {
  const active = faults.list();
  if (active.length === 0) return html`<p class="quiet" data-key="none">None. Every call is answered honestly.</p>`;
  return html`${active.map(renderFault)}`;
}

function renderFault(fault: Fault): Html {
  const { id, channel, endpoint, kind, struck, times, when, detail: _detail, ...rest } = faultSummary(fault);
  const details = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  if (when === 'after') details.push('after the work');
  const left =
    typeof times === 'number' ? `${times - Number(struck)} left` : `struck ${String(struck)}×, until removed`;
  return html`<div class="fault" data-key="${String(id)}">
    <div>
      <b>${String(kind)}</b> at ${String(endpoint)} ${channelChip(String(channel))}
      <small>${[left, ...details].join(' · ')}</small>
    </div>
    <button data-delete="faults/${String(id)}" aria-label="Remove this fault">×</button>
  </div>`;
}

export function requestList(requests: RequestLog): Html {
  const last = requests.list({ limit: SHOWN_REQUESTS }).toReversed();
  if (last.length === 0) return html`<p class="quiet" data-key="none">No call yet.</p>`;
  return html`${last.map(renderRequest)}`;
}

function renderRequest(request: LoggedRequest): Html {
  const status = request.status === null ? 'dropped' : String(request.status);
  const good = request.status !== null && request.status < 400;
  return html`<details data-key="${request.id}">
    <summary>
      <time>${request.at.slice(11, 19)}</time>
      ${channelChip(request.channel)}
      <span class="name">${request.endpoint ?? 'unknown path'}</span>
      ${request.fault !== null && html`<span class="struck">${String(request.fault['kind'])}</span>`}
      <span class="status ${good ? 'good' : 'bad'}">${status}</span>
    </summary>
    <pre>${shortened(`${request.method} ${request.path}`)}</pre>
    ${request.body !== null && html`<pre>${shortened(bodyText(request.body))}</pre>`}
    ${request.answer !== null && html`<pre>${shortened(request.answer)}</pre>`}
  </details>`;
}

function bodyText(body: NonNullable<LoggedRequest['body']>): string {
  return typeof body === 'string' ? body : `${body.bytes} bytes, sha256 ${body.sha256}`;
}

function shortened(text: string): string {
  // Tokens make lines of hundreds of characters nobody reads; the whole text is in GET /_sandbox/requests.
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
