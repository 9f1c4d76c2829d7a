/**
 * What a person does on the sandbox's consent page (spec.md 9, "Sandbox"): choose the account, untick what they do not
 * want to grant, allow. Answers where the browser is sent.
 */
export async function consent(
  authorizeUrl: string,
  choice: { account: string; withholdScope?: string; decision?: 'allow' | 'deny' },
): Promise<URL> {
  const page = await (await fetch(authorizeUrl)).text();
  const form = new URLSearchParams();
  for (const input of inputsOf(page)) {
    if (input.type === 'hidden') form.append(input.name, input.value);
    if (input.name === 'scope' && input.value !== choice.withholdScope) form.append('scope', input.value);
  }
  form.append('account', accountValue(page, choice.account));
  form.append('decision', choice.decision ?? 'allow');
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(new URL(unescaped(action), authorizeUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`the consent page answered ${answer.status}: ${await answer.text()}`);
  return new URL(location);
}

function inputsOf(page: string): { type: string; name: string; value: string }[] {
  return [...page.matchAll(/<input\b[^>]*>/g)].map(([tag]) => ({
    type: attribute(tag, 'type'),
    name: attribute(tag, 'name'),
    value: attribute(tag, 'value'),
  }));
}

function attribute(tag: string, name: string): string {
  return unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

/** The radio whose label names the account. */
function accountValue(page: string, username: string): string {
  const label = page
    .split('<label')
    .find((part) => part.includes('name="account"') && unescaped(part).includes(username));
  if (label === undefined) throw new Error(`the consent page offers no account ${username}`);
  return attribute(/<input\b[^>]*>/.exec(label)?.[0] ?? '', 'value');
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
