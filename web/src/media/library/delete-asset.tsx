import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { call, isApiProblem, keys } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { ConfirmDialog, toast, toastProblem } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';

interface DeleteAssetProps {
  asset: Asset;
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before deleting, and once more where scheduled posts need the file. */
export function DeleteAsset({ asset, open, onClose, onDeleted }: DeleteAssetProps) {
  const t = useMessages(mediaMessages);
  const client = useQueryClient();
  const [inUse, setInUse] = useState(false);
  const [busy, setBusy] = useState(false);
  const name = { name: asset.filename };
  const close = () => {
    setInUse(false);
    onClose();
  };
  const remove = async () => {
    setBusy(true);
    try {
      await call('deleteAsset', { params: { id: asset.id }, ...(inUse ? { query: { force: 'true' } } : {}) });
      toast({ text: t('deleted', name) });
      close();
      onDeleted();
      await client.invalidateQueries({ queryKey: keys.assets.all });
      await client.invalidateQueries({ queryKey: keys.posts.all });
    } catch (error) {
      if (isApiProblem(error, 'ASSET_IN_USE')) setInUse(true);
      else toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      open={open}
      onClose={close}
      onConfirm={() => void remove()}
      title={inUse ? t('deleteInUseTitle') : t('deleteTitle', name)}
      confirmLabel={t(inUse ? 'deleteAnyway' : 'delete')}
      danger
      busy={busy}
    >
      {inUse ? t('deleteInUse', name) : t('deleteText')}
    </ConfirmDialog>
  );
}
