import { ConfirmDialog } from '../ui/index.ts';
import { MoveDialog } from './move-dialog.tsx';
import { deletePosts } from './post-actions.ts';
import { selection } from './selection.ts';
import { ShiftDialog } from './shift-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import type { Say } from './tile-words.ts';
import type { OpenDialog } from './use-actions.ts';

/** The calendar's dialogs, loaded when the first of them is asked for. */
export function Dialogs({ dialog, say, onClose }: { dialog: OpenDialog; say: Say; onClose: () => void }) {
  switch (dialog.kind) {
    case 'move':
      return <MoveDialog tile={dialog.tile} say={say} onClose={onClose} />;
    case 'shift':
      return <ShiftDialog tiles={dialog.tiles} say={say} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog say={say} onClose={onClose} />;
    case 'delete':
      return (
        <ConfirmDialog
          open
          danger
          onClose={onClose}
          title={say.t('deleteTitle', { count: new Set(dialog.tiles.map((tile) => tile.postId)).size })}
          confirmLabel={say.t('delete')}
          onConfirm={() => {
            onClose();
            selection.clear();
            void deletePosts(dialog.tiles, say);
          }}
        >
          <p>{say.t('deleteText')}</p>
        </ConfirmDialog>
      );
  }
}
