import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { Button, ChannelIcon, Popover } from '../../ui/index.ts';
import { saidOnce, type Note } from '../form/notes.ts';
import { channelsOf } from '../form/post-form.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';

/** What is left to do before the post can go out; each line leads to its field. It shrinks as one works. */
export function ToDoList() {
  const t = useMessages(postMessages);
  const { issues, form } = usePostContext();
  const [open, setOpen] = useState(false);
  const notes = saidOnce(issues);
  const blocking = notes.filter(({ issue }) => issue.blocking);
  const advice = notes.filter(({ issue }) => !issue.blocking);
  if (channelsOf(form).length === 0) return null;
  if (issues.length === 0) {
    return (
      <span role="status" className="inline-flex items-center gap-1.5 text-sm font-medium text-ready">
        <CircleCheck size={16} aria-hidden="true" />
        {t('allReady')}
      </span>
    );
  }
  const words = blocking.length > 0 ? t('toDo', { count: blocking.length }) : t('allReady');
  const tone = blocking.length > 0 ? 'text-warning!' : 'text-ready!';
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="top"
      className="w-96"
      trigger={
        <Button
          look="quiet"
          className={tone}
          icon={
            blocking.length > 0 ? (
              <CircleAlert size={16} aria-hidden="true" />
            ) : (
              <CircleCheck size={16} aria-hidden="true" />
            )
          }
        >
          {words}
        </Button>
      }
    >
      <Lines title={t('toDoTitle')} placed={blocking} close={() => setOpen(false)} />
      <Lines title={t('advice')} placed={advice} close={() => setOpen(false)} />
    </Popover>
  );
}

function Lines({ title, placed, close }: { title: string; placed: readonly Note[]; close: () => void }) {
  const { goTo } = usePostContext();
  if (placed.length === 0) return null;
  return (
    <div className="not-last:mb-2">
      <p className="px-2 pb-1 text-xs text-ink-faint">{title}</p>
      <ul>
        {placed.map(({ channels, issue, place }) => (
          <li key={`${issue.code}${issue.message}`}>
            <button
              type="button"
              onClick={() => {
                close();
                goTo(place);
              }}
              className="flex w-full items-start gap-2 rounded-lg px-2 py-1.5 text-left text-sm hover:bg-hover"
            >
              <span className={issue.blocking ? 'mt-0.5 text-warning' : 'mt-0.5 text-ink-faint'}>
                {issue.blocking ? <CircleAlert size={15} aria-hidden="true" /> : <Info size={15} aria-hidden="true" />}
              </span>
              <span className="flex-1">{issue.message}</span>
              <span className="mt-0.5 flex gap-1 text-ink-faint">
                {channels.map((channel) => (
                  <ChannelIcon key={channel} channel={channel} size={14} named />
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
