import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ModelSettings } from './settings.ts';

/** How strictly JSON is asked for: by schema, as JSON of any shape, or in words only. */
export const RUNGS = ['schema', 'json', 'text'] as const;
export type Rung = (typeof RUNGS)[number];

/** The SDK would otherwise print to the console what a provider does not support; the ladder deals with that. */
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

/** The model of the settings. A local server needs no key, but the SDK wants to send one. */
export function createModel(settings: ModelSettings, fetch: typeof globalThis.fetch, rung: Rung): LanguageModel {
  const { provider, model } = settings;
  const apiKey = settings.apiKey ?? 'none';
  const baseUrl = settings.baseUrl?.replace(/\/+$/, '') ?? null;
  const options = { apiKey, fetch, ...(baseUrl === null ? {} : { baseURL: baseUrl }) };
  switch (provider) {
    case 'openai':
      return createOpenAI(options)(model);
    case 'anthropic':
      return createAnthropic(options)(model);
    case 'google':
      return createGoogleGenerativeAI(options)(model);
    case 'openai-compatible':
      return createOpenAICompatible({
        ...options,
        baseURL: baseUrl ?? 'http://127.0.0.1:11434/v1',
        name: 'openai-compatible',
        // Without this the SDK sends `json_object` even when there is a schema.
        supportsStructuredOutputs: rung === 'schema',
      })(model);
  }
}
