import { useState, type PointerEvent } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Button, classes, TextInput } from '../../ui/index.ts';
import { readUsernames } from '../form/words.ts';
import { instagramMessages } from './messages.ts';
import { useTagging } from './tagging.ts';
import { useInstagram } from './use-instagram.ts';
import { nudged, withoutTag, withTag, type UserTag } from './user-tags.ts';

/** The people tagged on the photo, over the preview; while tagging, a press on the photo asks who is there. */
export function PeopleOnImage() {
  const t = useMessages(instagramMessages);
  const { payload, kind, disabled, set } = useInstagram();
  const active = useTagging() && !disabled;
  const [spot, setSpot] = useState<{ x: number; y: number } | null>(null);
  if (kind !== 'image' && kind !== 'carousel') return null;
  const tags = payload.userTags ?? [];
  const press = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setSpot({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  };
  const change = (next: UserTag[]) => set('userTags', next.length === 0 ? undefined : next);
  return (
    <div className={classes('absolute inset-0', !active && 'pointer-events-none')}>
      {active ? (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the form beside the preview adds people by keys
        <div className="absolute inset-0 cursor-crosshair" title={t('tagPeopleHint')} onPointerUp={press} />
      ) : null}
      {tags.map((tag) => (
        <button
          key={tag.username}
          type="button"
          tabIndex={active ? 0 : -1}
          aria-label={t('tagMarker', { name: `@${tag.username}`, x: percent(tag.x), y: percent(tag.y) })}
          onKeyDown={(event) => {
            if (event.key === 'Delete' || event.key === 'Backspace') return change(withoutTag(tags, tag.username));
            const next = nudged(tag, event.key);
            if (next === null) return;
            event.preventDefault();
            change(tags.map((each) => (each === tag ? next : each)));
          }}
          className="absolute -translate-x-1/2 rounded-md bg-black/75 px-2 py-1 text-xs font-medium text-white"
          style={{ left: `${percent(tag.x)}%`, top: `${percent(tag.y)}%` }}
        >
          {tag.username}
        </button>
      ))}
      {active && spot !== null ? (
        <AskWho
          spot={spot}
          onClose={() => setSpot(null)}
          onName={(username) => {
            change(withTag(tags, username, spot));
            setSpot(null);
          }}
        />
      ) : null}
    </div>
  );
}

function AskWho({
  spot,
  onName,
  onClose,
}: {
  spot: { x: number; y: number };
  onName: (username: string) => void;
  onClose: () => void;
}) {
  const t = useMessages(instagramMessages);
  const [name, setName] = useState('');
  const known = readUsernames(name)[0];
  return (
    <form
      className="absolute z-10 flex w-56 -translate-x-1/2 gap-1.5 rounded-xl border border-line bg-surface p-2 shadow-float"
      style={{
        left: `clamp(7.25rem, ${String(spot.x * 100)}%, calc(100% - 7.25rem))`,
        top: `min(${String(spot.y * 100)}%, calc(100% - 3.5rem))`,
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (known !== undefined) onName(known);
      }}
    >
      <TextInput
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it appears where one has just pressed, to be typed into
        autoFocus
        aria-label={t('tagUsername')}
        placeholder={t('tagUsername')}
        autoCapitalize="none"
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      />
      <Button type="submit" disabled={known === undefined}>
        {t('tagAdd')}
      </Button>
    </form>
  );
}

function percent(value: number | undefined): number {
  return Math.round((value ?? 0.5) * 100);
}
