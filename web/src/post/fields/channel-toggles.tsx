import type { Channel } from '../../../../src/contract/channel.ts';
import { startLinking } from '../../accounts/start-linking.ts';
import { useMessages } from '../../i18n/index.ts';
import { Avatar, Button, ChannelIcon, CHANNEL_NAMES, classes } from '../../ui/index.ts';
import { CHANNEL_ORDER } from '../form/post-form.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { IssueNotes } from './issue-notes.tsx';

/** Which channels the post goes to, each with its account, or with how to link one. */
export function ChannelToggles() {
  const t = useMessages(postMessages);
  return (
    <section data-place="channels" aria-label={t('channels')} className="flex flex-col gap-2">
      <div role="group" aria-label={t('channels')} className="grid gap-2 sm:grid-cols-2">
        {CHANNEL_ORDER.map((channel) => (
          <ChannelToggle key={channel} channel={channel} />
        ))}
      </div>
      <IssueNotes places={['channels']} />
    </section>
  );
}

function ChannelToggle({ channel }: { channel: Channel }) {
  const t = useMessages(postMessages);
  const { form, edit, accountOf, readOnly, isLocked } = usePostContext();
  const account = accountOf(channel);
  const { on } = form[channel];
  const name = account === null ? t('notLinked') : account.displayName;
  const toggle = () =>
    edit((old) =>
      channel === 'ig' ? { ...old, ig: { ...old.ig, on: !on } } : { ...old, tiktok: { ...old.tiktok, on: !on } },
    );
  return (
    <div
      className={classes(
        'flex items-center gap-2 rounded-xl border py-1.5 pr-2 pl-2.5',
        on ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
      )}
    >
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-label={`${CHANNEL_NAMES[channel]}, ${name}`}
        disabled={readOnly || isLocked(channel)}
        onClick={toggle}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5 rounded-lg text-left"
      >
        <span className={classes('relative', !on && 'opacity-60')}>
          {account === null ? (
            <span className="flex size-8 items-center justify-center rounded-full bg-sunken text-ink-soft">
              <ChannelIcon channel={channel} size={16} />
            </span>
          ) : (
            <>
              <Avatar name={account.displayName} url={account.avatarUrl} size={32} />
              <span className="absolute -right-1 -bottom-1 flex size-4.5 items-center justify-center rounded-full bg-surface text-ink">
                <ChannelIcon channel={channel} size={11} />
              </span>
            </>
          )}
        </span>
        <span className="min-w-0 flex-1">
          <span className={classes('block text-sm font-medium', on ? 'text-ink' : 'text-ink-soft')}>
            {CHANNEL_NAMES[channel]}
          </span>
          <span className={classes('block truncate text-xs', on ? 'text-ink-soft' : 'text-ink-faint')}>{name}</span>
        </span>
        <span
          aria-hidden="true"
          className={classes(
            'flex h-5 w-9 shrink-0 items-center rounded-full border p-0.5',
            (readOnly || isLocked(channel)) && 'opacity-40',
            on ? 'border-accent bg-accent' : 'border-control bg-sunken',
          )}
        >
          <span
            className={classes(
              'size-3.5 rounded-full transition-transform',
              on ? 'translate-x-4 bg-on-accent' : 'bg-control',
            )}
          />
        </span>
      </button>
      {account === null && !on ? (
        <Button small onClick={() => void startLinking(channel)} aria-label={`${t('link')} ${CHANNEL_NAMES[channel]}`}>
          {t('link')}
        </Button>
      ) : null}
    </div>
  );
}
