import { useMessages } from '../i18n/index.ts';
import { announce } from '../ui/index.ts';
import { moved } from './form/reorder.ts';
import { postMessages } from './messages.ts';
import { usePostContext } from './post-context.ts';

/** Takes a file to another place among the post's files and says where it stands; the file moved stays the one shown. */
export function useMoveFile(onIndex: (index: number) => void): (from: number, to: number) => void {
  const t = useMessages(postMessages);
  const { form, edit, readOnly } = usePostContext();
  const count = form.assetIds.length;
  return (from, to) => {
    if (readOnly || to < 0 || to >= count) return;
    edit((old) => ({ ...old, assetIds: moved(old.assetIds, from, to) }));
    onIndex(to);
    announce(t('moved', { position: to + 1, count }), true);
  };
}
