/** Where each resource lives in the query cache. Invalidate a list by its first word: `keys.entries.all`. */
export const keys = {
  me: ['me'] as const,
  setup: ['setup'] as const,
  apiKeys: ['api-keys'] as const,
  accounts: ['accounts'] as const,
  notifications: ['notifications'] as const,
  entries: {
    all: ['entries'] as const,
    window: (from: string, to: string) => ['entries', 'window', from, to] as const,
    windows: ['entries', 'window'] as const,
    drafts: ['entries', 'drafts'] as const,
    proposal: ['entries', 'proposal'] as const,
  },
  posts: {
    all: ['posts'] as const,
    one: (id: string) => ['posts', id] as const,
  },
  assets: {
    all: ['assets'] as const,
    one: (id: string) => ['assets', 'one', id] as const,
    list: (query: object) => ['assets', 'list', query] as const,
  },
  hashtagGroups: ['hashtag-groups'] as const,
  jobs: ['jobs'] as const,
  reach: ['reach'] as const,
};
