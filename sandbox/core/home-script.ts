/** The page's only script: it refreshes the live parts and sends what the buttons say. */
export const HOME_SCRIPT = `
const toast = document.querySelector('.toast');
let hideToast;
function say(text) {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { toast.hidden = true; }, 4000);
}

// Only what changed is touched, so that pictures do not flicker, videos play on and opened rows stay open.
function reconcile(part, markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const next = [...template.content.children];
  if (next.some((node) => node.dataset.key === undefined)) {
    if (part.dataset.shown !== markup) part.innerHTML = markup;
    part.dataset.shown = markup;
    return;
  }
  const now = new Map([...part.children].map((node) => [node.dataset.key, node]));
  let before = part.firstElementChild;
  for (const node of next) {
    const old = now.get(node.dataset.key);
    now.delete(node.dataset.key);
    const kept = old && (old.sandboxMarkup ?? closed(old)) === node.outerHTML ? old : node;
    kept.sandboxMarkup = node.outerHTML;
    if (old && kept !== old) {
      if (old === before) before = old.nextElementSibling;
      old.remove();
    }
    if (kept === before) before = before.nextElementSibling;
    else part.insertBefore(kept, before);
  }
  for (const gone of now.values()) gone.remove();
}
function closed(node) {
  const copy = node.cloneNode(true);
  copy.removeAttribute('open');
  return copy.outerHTML;
}

let refreshing = false;
async function refresh() {
  if (refreshing || document.hidden) return;
  refreshing = true;
  try {
    const parts = await (await fetch('/_sandbox/live')).json();
    for (const part of document.querySelectorAll('[data-live]')) reconcile(part, parts[part.dataset.live] ?? '');
    document.body.classList.remove('offline');
  } catch {
    document.body.classList.add('offline');
  }
  refreshing = false;
}
setInterval(refresh, 1000);

async function send(method, path, body, done) {
  const response = await fetch('/_sandbox/' + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer = await response.json();
  say(response.ok ? done : answer.error);
  await refresh();
}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.post) send('POST', button.dataset.post, JSON.parse(button.dataset.body), button.dataset.done ?? 'Done.');
  if (button.dataset.delete) send('DELETE', button.dataset.delete, undefined, 'Removed.');
});
// A fault of a platform's own means something at some endpoints only: the others do not offer it.
const { endpoint: endpointField, kind: kindField } = document.getElementById('fault').elements;
function offerKinds() {
  for (const option of kindField.options) {
    option.hidden = option.disabled = option.dataset.at !== undefined && !option.dataset.at.split(' ').includes(endpointField.value);
  }
  for (const group of kindField.querySelectorAll('optgroup')) group.hidden = [...group.children].every((option) => option.hidden);
  if (kindField.selectedOptions[0]?.disabled ?? true) kindField.selectedIndex = 0;
}
endpointField.addEventListener('change', offerKinds);
offerKinds();
document.getElementById('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const values = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ''));
  const [channel, endpoint] = values.endpoint.split(':');
  const fault = { ...values, channel, endpoint };
  for (const name of ['times', 'status', 'subcode', 'ms']) if (fault[name] !== undefined) fault[name] = Number(fault[name]);
  if (/^-?\\d+$/.test(fault.code ?? '')) fault.code = Number(fault.code);
  send('POST', 'faults', fault, 'Fault added.');
});
`;
