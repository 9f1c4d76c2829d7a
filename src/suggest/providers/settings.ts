export const MODEL_PROVIDERS = ['openai', 'anthropic', 'google', 'openai-compatible'] as const;
export type ModelProvider = (typeof MODEL_PROVIDERS)[number];

/** Whose model to ask and how. `baseUrl` is required by `openai-compatible` (a local server too), optional elsewhere. */
export interface ModelSettings {
  provider: ModelProvider;
  apiKey: string | null;
  baseUrl: string | null;
  model: string;
  /** For a whole suggestion, every rung of the ladder included. */
  timeoutMs: number;
  /** US dollars a million tokens; without them no cost is named, rather than a guessed one. */
  prices?: { inputUsd: number; outputUsd: number } | undefined;
}
