/**
 * The way to the server.
 *   const post = await call('getPost', { params: { id } });             // throws ApiProblem
 *   const { data } = usePost(id);                                       // cached, live
 *   queryClient.invalidateQueries({ queryKey: keys.posts.all });
 * `isApiProblem(error, 'VERSION_CONFLICT')` narrows; `problem.fields` maps dotted paths to remedies.
 */
export { call, callWithMeta, send } from './call.ts';
export { ApiProblem, isApiProblem, type ApiProblemCode } from './problem.ts';
export { keys } from './keys.ts';
export { queryClient } from './query-client.ts';
export {
  prefetchAccounts,
  prefetchEntries,
  useAccounts,
  useApiKeys,
  useAssets,
  useEntries,
  useMe,
  useNotifications,
  usePost,
  useSetup,
} from './hooks.ts';
export { useLiveChanges } from './live.ts';
export {
  cachedEntries,
  putEntry,
  refreshEntries,
  removeEntries,
  wishEntry,
  type NamedEntries,
} from './live-entries.ts';
export { placesReplaced, replaceAt } from './replaced.ts';
export { streamEvents, type StreamedEvent } from './stream.ts';
export { connection, useConnection, type ConnectionState } from './connection.ts';
export { session, useSession } from './session.ts';
export { createStore, useStore, type Store } from './store.ts';
