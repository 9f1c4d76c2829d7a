const SECRETS: readonly RegExp[] = [
  /\b(?:sk|pk|rk)-[A-Za-z0-9_*-]{6,}/g,
  /\bAIza[A-Za-z0-9_-]{10,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/=-]{6,}/gi,
  /([?&](?:key|api_key|token|access_token)=)[^&\s"']+/gi,
];
const LONGEST = 200;

/**
 * A provider's error text, fit to be shown and logged: the key and anything that looks like one blotted out (a 401 may
 * quote it back, whole or in part), one line, no longer than a line.
 */
export function redact(text: string, apiKey: string | null): string {
  let clean = text.replace(/\s+/g, ' ').trim();
  if (apiKey !== null && apiKey !== '') {
    clean = clean.replaceAll(apiKey, '[key]').replaceAll(encodeURIComponent(apiKey), '[key]');
    // Some quote the beginning and stars, or the last letters.
    for (const part of [apiKey.slice(0, 8), apiKey.slice(-6)]) {
      if (part.length >= 6) clean = clean.replaceAll(part, '[key]');
    }
  }
  for (const secret of SECRETS)
    clean = clean.replace(secret, (_, lead?: unknown) => `${typeof lead === 'string' ? lead : ''}[key]`);
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST - 1)}…`;
}
