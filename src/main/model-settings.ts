import type { ModelSettings } from '../suggest/providers/settings.ts';
import type { Config } from './config.ts';

/** For a whole suggestion: whoever waits in the composer has the built-in one after this. */
const SUGGESTION_TIMEOUT_MS = 20_000;
/** Taken where AI_MODEL names none. */
const DEFAULT_MODELS = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  google: 'gemini-2.5-flash',
  'openai-compatible': 'default',
} as const;

/** Whose model is asked for suggestions; `null` while none is set up. */
export function modelSettings(config: Config): ModelSettings | null {
  if (config.ai === null) return null;
  const { provider, apiKey, baseUrl, model } = config.ai;
  return { provider, apiKey, baseUrl, model: model ?? DEFAULT_MODELS[provider], timeoutMs: SUGGESTION_TIMEOUT_MS };
}
