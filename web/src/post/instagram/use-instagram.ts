import type { InstagramPayload } from '../../../../src/contract/payload.ts';
import { kindOf } from '../../../../src/domain/entry-kind.ts';
import { withField } from '../form/post-form.ts';
import { usePostContext } from '../post-context.ts';

/** The Instagram entry's fields, what they are chosen for, and how to set one. */
export function useInstagram() {
  const { form, edit, shown, isLocked, readOnly } = usePostContext();
  return {
    payload: form.ig.payload,
    kind: kindOf(
      'ig',
      shown.map((asset) => asset.kind),
    ),
    disabled: readOnly || isLocked('ig'),
    set: <K extends keyof InstagramPayload>(key: K, value: InstagramPayload[K] | undefined) =>
      edit((old) => ({ ...old, ig: { ...old.ig, payload: withField(old.ig.payload, key, value) } })),
  };
}
