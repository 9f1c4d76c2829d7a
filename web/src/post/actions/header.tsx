import { CircleAlert, CloudCheck, Copy, Ellipsis, PencilLine, Trash2, Undo2, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { IconButton, Menu, Spinner, type MenuEntry } from '../../ui/index.ts';
import { isDirty } from '../form/editor.ts';
import { isBlank } from '../form/post-form.ts';
import { postMessages } from '../messages.ts';
import type { PostEditor } from '../use-post-editor.ts';
import type { PostActions } from './use-post-actions.ts';

interface HeaderProps {
  postEditor: PostEditor;
  actions: PostActions;
  onClose: () => void;
  heading: RefObject<HTMLHeadingElement | null>;
}

/** What post this is, whether it is saved, and what else can be done with it. */
export function Header({ postEditor, actions, onClose, heading }: HeaderProps) {
  const t = useMessages(postMessages);
  const { post } = postEditor.editor;
  const title = post === null ? t('newPost') : post.title === '' ? t('editPost') : post.title;
  return (
    <div className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4 sm:pl-5">
      <h2 ref={heading} tabIndex={-1} className="min-w-16 truncate text-xl outline-none">
        {title}
      </h2>
      <SaveWords postEditor={postEditor} />
      <span className="flex-1" />
      {post === null ? null : (
        <Menu
          trigger={
            <IconButton label={t('more')}>
              <Ellipsis size={18} aria-hidden="true" />
            </IconButton>
          }
          items={itemsOf(actions, t)}
        />
      )}
      <IconButton label={t('close')} onClick={onClose}>
        <X size={18} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function itemsOf(actions: PostActions, t: ReturnType<typeof useMessages<typeof postMessages.en>>): MenuEntry[] {
  return [
    { label: t('duplicate'), icon: <Copy size={15} aria-hidden="true" />, onSelect: actions.duplicate },
    ...(actions.canUnschedule
      ? [{ label: t('backToDraft'), icon: <Undo2 size={15} aria-hidden="true" />, onSelect: actions.unschedule }]
      : []),
    { kind: 'line' as const },
    {
      label: t('delete'),
      icon: <Trash2 size={15} aria-hidden="true" />,
      onSelect: actions.remove,
      danger: true,
      disabled: !actions.canDelete,
    },
  ];
}

/** Always true: "Saved" is said only of what the server has answered. */
function SaveWords({ postEditor }: { postEditor: PostEditor }) {
  const t = useMessages(postMessages);
  const { editor, saveState, keeps } = postEditor;
  const shape = 'inline-flex shrink-0 items-center gap-1 text-xs text-ink-faint';
  if (saveState === 'saving') {
    return (
      <span className={shape}>
        <Spinner size={12} /> {t('saving')}
      </span>
    );
  }
  const unsaved = editor.post === null ? !isBlank(editor.form) : isDirty(editor);
  if (!unsaved) {
    if (editor.post === null) return null;
    return (
      <span className={shape}>
        <CloudCheck size={14} aria-hidden="true" /> {t('savedState')}
      </span>
    );
  }
  const wrong = saveState === 'failed' || saveState === 'away' || !keeps;
  return (
    <span
      className={
        wrong ? 'inline-flex min-w-0 items-center gap-1 text-xs leading-tight font-medium text-warning' : shape
      }
      role={wrong ? 'status' : undefined}
    >
      {wrong ? (
        <CircleAlert size={13} aria-hidden="true" className="shrink-0" />
      ) : (
        <PencilLine size={13} aria-hidden="true" />
      )}
      {!keeps
        ? t('notKept')
        : wrong
          ? `${t('saveFailed')} · ${t('keptHere')}`
          : t(editor.post === null ? 'keptHere' : 'unsaved')}
    </span>
  );
}
