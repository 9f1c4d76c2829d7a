import { useMessages } from '../../i18n/index.ts';
import { Button, announce, Tooltip } from '../../ui/index.ts';
import type { Blocker } from '../form/schedule-blockers.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { TiktokConsent } from '../tiktok/consent.tsx';
import { wordsOfBlocker } from './blocker-words.ts';
import { ToDoList } from './to-do-list.tsx';

interface FooterProps {
  isScheduled: boolean;
  isDirty: boolean;
  busy: 'draft' | 'schedule' | 'now' | null;
  blockers: readonly Blocker[];
  blockersNow: readonly Blocker[];
  onDraft: () => void;
  onSchedule: () => void;
  onNow: () => void;
}

/** What can be done with the post, always in sight; a button that cannot be pressed says why. */
export function Footer(props: FooterProps) {
  const t = useMessages(postMessages);
  const { me, form, readOnly } = usePostContext();
  if (readOnly) return null;
  const { isScheduled, busy } = props;
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-canvas px-4 py-2.5 sm:px-5">
      {form.tiktok.on && form.tiktok.payload.mode === 'direct' ? <TiktokConsent /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <ToDoList blockers={props.blockers} />
        {/* On a phone the buttons share the rows evenly, and the one that is meant stands alone or last. */}
        <div className="ml-auto flex items-center justify-end gap-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2 max-sm:[&>:last-child:nth-child(odd)]:col-span-2">
          {isScheduled ? null : (
            <Button busy={busy === 'draft'} onClick={props.onDraft}>
              {t('saveDraft')}
            </Button>
          )}
          {me.features.publishNow ? (
            <Guarded blockers={props.blockersNow} busy={busy === 'now'} onPress={props.onNow}>
              {t('publishNow')}
            </Guarded>
          ) : null}
          <Guarded primary blockers={props.blockers} busy={busy === 'schedule'} onPress={props.onSchedule}>
            {t(isScheduled ? 'saveChanges' : 'schedule')}
          </Guarded>
        </div>
      </div>
    </div>
  );
}

interface GuardedProps {
  blockers: readonly Blocker[];
  busy: boolean;
  onPress: () => void;
  primary?: boolean;
  children: string;
}

/** A button that stays within reach of keys and pointers while it cannot be pressed, and leads to the reason. */
function Guarded({ blockers, busy, onPress, primary = false, children }: GuardedProps) {
  const t = useMessages(postMessages);
  const { goTo } = usePostContext();
  const [first] = blockers;
  const words = first === undefined ? '' : t('cannotSchedule', { reason: wordsOfBlocker(first, t) });
  const button = (
    <Button
      look={primary ? 'primary' : 'plain'}
      busy={busy}
      aria-disabled={first === undefined ? undefined : true}
      aria-description={first === undefined ? undefined : words}
      aria-keyshortcuts={primary ? 'Control+Enter Meta+Enter' : undefined}
      onClick={() => {
        if (first === undefined) return onPress();
        announce(words, true);
        goTo(first.place);
      }}
    >
      {children}
    </Button>
  );
  return first === undefined ? button : <Tooltip text={words}>{button}</Tooltip>;
}
