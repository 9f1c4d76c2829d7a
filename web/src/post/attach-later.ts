import type { Me } from '../../../src/contract/me.ts';
import { call, isApiProblem, keys, queryClient } from '../api/index.ts';
import { inPlaceOf } from '../media/uploads/upload-item.ts';
import { uploads } from '../media/uploads/uploads.ts';
import { keepWork, keptWork } from './form/kept-work.ts';

const PREFIX = 'post:';
const MOST_TRIES = 4;

/**
 * A file that arrives after its post's window was closed still belongs to that post: it is put into the kept work of a
 * new one, and into an existing one on the server. It stays in the library in any case.
 */
export function attachWhileClosed(): void {
  uploads.whenAbsent((item, assetId) => {
    if (!item.place.startsWith(PREFIX)) return;
    const postId = item.place.slice(PREFIX.length);
    if (postId === 'new') attachToKept(assetId, item.replaces);
    else void attachToPost(postId, assetId, item.replaces);
  });
}

function attachToKept(assetId: string, replaces: string | null): void {
  const userId = queryClient.getQueryData<Me>(keys.me)?.id;
  if (userId === undefined) return;
  const kept = keptWork(localStorage, userId, 'new');
  if (kept === null || kept.form.assetIds.includes(assetId)) return;
  const form = { ...kept.form, assetIds: withArrived(kept.form.assetIds, assetId, replaces) };
  keepWork(localStorage, userId, 'new', { ...kept, form });
}

async function attachToPost(id: string, assetId: string, replaces: string | null): Promise<void> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    try {
      const { assetIds, version } = await call('getPost', { params: { id } });
      if (assetIds.includes(assetId)) return;
      await call('patchPost', {
        params: { id },
        body: { version, assetIds: withArrived(assetIds, assetId, replaces) },
      });
      await queryClient.invalidateQueries({ queryKey: keys.entries.all });
      return;
    } catch (error) {
      // Overtaken: read and try again. Anything else leaves the file in the library, where it can be taken from.
      if (!isApiProblem(error, 'VERSION_CONFLICT')) return;
    }
  }
}

function withArrived(assetIds: readonly string[], arrived: string, replaces: string | null): string[] {
  return inPlaceOf(replaces, assetIds, arrived) ?? [...assetIds, arrived];
}
