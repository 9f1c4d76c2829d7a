import { Library, MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { HashtagGroup } from '../../../../src/contract/hashtag-group.ts';
import { useMessages } from '../../i18n/index.ts';
import { announce, Button, IconButton, Menu, Popover, toast, toastProblem } from '../../ui/index.ts';
import { NameForm } from './name-form.tsx';
import { groupMessages } from './messages.ts';
import { useHashtagGroups } from './use-groups.ts';

interface GroupsProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** The button beside the hashtags, and what it opens: the groups, and a way to save what stands there as one. */
export function Groups(props: GroupsProps) {
  const t = useMessages(groupMessages);
  return (
    <Popover
      label={t('title')}
      align="end"
      className="w-80"
      trigger={
        <Button look="quiet" small icon={<Library size={13} aria-hidden="true" />}>
          {t('groups')}
        </Button>
      }
    >
      <GroupList {...props} />
    </Popover>
  );
}

function GroupList({ values, onChange }: GroupsProps) {
  const t = useMessages(groupMessages);
  const { groups, isFailed, create, patch, remove } = useHashtagGroups();
  const insert = (group: HashtagGroup) => {
    const known = new Set(values.map((word) => word.toLocaleLowerCase()));
    const fresh = group.hashtags.filter((word) => !known.has(word.toLocaleLowerCase()));
    if (fresh.length > 0) onChange([...values, ...fresh]);
    announce(fresh.length > 0 ? t('inserted', { count: fresh.length }) : t('allThere'));
  };
  const letGo = async (group: HashtagGroup) => {
    try {
      await remove(group.id);
      toast({
        text: t('deleted', { name: group.name }),
        action: { label: t('undo'), run: () => void create(group.name, group.hashtags).catch(toastProblem) },
      });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm font-medium">{t('title')}</p>
      {isFailed ? <p className="text-xs text-ink-soft">{t('loadFailed')}</p> : null}
      {groups?.length === 0 ? <p className="text-xs text-ink-soft">{t('none')}</p> : null}
      <ul className="flex flex-col gap-1 empty:hidden">
        {groups?.map((group) => (
          <Group
            key={group.id}
            group={group}
            canReplace={values.length > 0}
            onInsert={() => insert(group)}
            onRename={(name) => patch(group.id, { name })}
            onReplace={() => void patch(group.id, { hashtags: [...values] }).catch(toastProblem)}
            onDelete={() => void letGo(group)}
          />
        ))}
      </ul>
      {values.length === 0 || groups === undefined ? null : (
        <NameForm
          label={t('saveCurrent', { count: values.length })}
          onSave={async (name) => {
            await create(name, values);
            announce(t('saved', { name }));
          }}
        />
      )}
    </div>
  );
}

interface GroupProps {
  group: HashtagGroup;
  canReplace: boolean;
  onInsert: () => void;
  onRename: (name: string) => Promise<unknown>;
  onReplace: () => void;
  onDelete: () => void;
}

function Group({ group, canReplace, onInsert, onRename, onReplace, onDelete }: GroupProps) {
  const t = useMessages(groupMessages);
  const [renaming, setRenaming] = useState(false);
  const { name, hashtags } = group;
  if (renaming) {
    return (
      <li>
        <NameForm
          label={t('newName')}
          initial={name}
          onSave={async (next) => {
            await onRename(next);
            setRenaming(false);
          }}
          onCancel={() => setRenaming(false)}
        />
      </li>
    );
  }
  return (
    <li className="flex items-center gap-1.5 rounded-lg border border-line p-1.5 pl-2.5">
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-sm font-medium">{name}</span>
        <span className="truncate text-xs text-ink-faint" title={hashtags.map((word) => `#${word}`).join(' ')}>
          {hashtags.map((word) => `#${word}`).join(' ')}
        </span>
      </span>
      <Button small aria-label={t('insertNamed', { name })} onClick={onInsert}>
        {t('insert')}
      </Button>
      <Menu
        trigger={
          <IconButton small label={t('actions', { name })}>
            <MoreHorizontal size={15} aria-hidden="true" />
          </IconButton>
        }
        items={[
          { label: t('rename'), onSelect: () => setRenaming(true) },
          { label: t('replace'), onSelect: onReplace, disabled: !canReplace },
          { kind: 'line' },
          { label: t('delete'), onSelect: onDelete, danger: true },
        ]}
      />
    </li>
  );
}
