import type { TiktokPayload } from '../../../../src/contract/payload.ts';
import { kindOf } from '../../../../src/domain/entry-kind.ts';
import { withField } from '../form/post-form.ts';
import { usePostContext } from '../post-context.ts';

/** The TikTok entry's fields, what they are chosen for, and how to set one. */
export function useTiktok() {
  const { form, edit, shown, accountOf, isLocked, readOnly } = usePostContext();
  return {
    payload: form.tiktok.payload,
    account: accountOf('tiktok'),
    isPhotos:
      kindOf(
        'tiktok',
        shown.map((asset) => asset.kind),
      ) === 'photos',
    disabled: readOnly || isLocked('tiktok'),
    set: <K extends keyof TiktokPayload>(key: K, value: TiktokPayload[K] | undefined) =>
      edit((old) => ({ ...old, tiktok: { ...old.tiktok, payload: withField(old.tiktok.payload, key, value) } })),
  };
}
