import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useState } from 'react';
import type { Channel } from '../../../../src/contract/channel.ts';
import { useMessages, type Translate } from '../../i18n/index.ts';
import { Button, ChannelIcon, classes, Popover } from '../../ui/index.ts';
import { saidOnce, type Note } from '../form/notes.ts';
import type { Place } from '../form/places.ts';
import { channelsOf } from '../form/post-form.ts';
import type { Blocker } from '../form/schedule-blockers.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';
import { wordsOfBlocker } from './blocker-words.ts';

interface ToDoListProps {
  /** What else keeps the post from being ordered. */
  blockers: readonly Blocker[];
}

/** What is left to do before the post can go out; each line leads to its field. It shrinks as one works. */
export function ToDoList({ blockers }: ToDoListProps) {
  const t = useMessages(postMessages);
  const { issues, form } = usePostContext();
  const [open, setOpen] = useState(false);
  const notes = saidOnce(issues);
  const blocking = [...notes.filter(({ issue }) => issue.blocking).map(lineOf), ...linesOf(blockers, notes, t)];
  const advice = notes.filter(({ issue }) => !issue.blocking).map(lineOf);
  if (channelsOf(form).length === 0) return null;
  if (blocking.length + advice.length === 0) {
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
          className={classes(tone, 'max-sm:-ml-3')}
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
      <Lines title={t('toDoTitle')} lines={blocking} close={() => setOpen(false)} />
      <Lines title={t('advice')} lines={advice} isAdvice close={() => setOpen(false)} />
    </Popover>
  );
}

interface Line {
  /** Two things can be said in the same words. */
  key: string;
  said: string;
  channels: readonly Channel[];
  place: Place;
}

function lineOf({ issue, channels, place }: Note): Line {
  return { key: `${issue.code}|${issue.message}`, said: issue.message, channels, place };
}

/** The blockers that no issue has said already: a stopped job's past hour is told with what stopped it. */
function linesOf(blockers: readonly Blocker[], notes: readonly Note[], t: Translate<typeof postMessages.en>): Line[] {
  const isStopped = notes.some(({ issue, place }) => issue.blocking && place === 'progress');
  return blockers
    .filter((blocker) => blocker.kind !== 'issue' || notes.every(({ issue }) => issue.message !== blocker.said))
    .filter(({ kind }) => kind !== 'time_past' || !isStopped)
    .map((blocker) => ({
      key: `${blocker.kind}|${wordsOfBlocker(blocker, t)}`,
      said: wordsOfBlocker(blocker, t),
      channels: 'channels' in blocker ? blocker.channels : [],
      place: blocker.place,
    }));
}

interface LinesProps {
  title: string;
  lines: readonly Line[];
  isAdvice?: boolean;
  close: () => void;
}

function Lines({ title, lines, isAdvice = false, close }: LinesProps) {
  const { goTo } = usePostContext();
  if (lines.length === 0) return null;
  return (
    <div className="not-last:mb-2">
      <p className="px-2 pb-1 text-xs text-ink-faint">{title}</p>
      <ul>
        {lines.map(({ key, said, channels, place }) => (
          <li key={key}>
            <button
              type="button"
              onClick={() => {
                close();
                goTo(place);
              }}
              className="flex w-full items-start gap-2 rounded-lg px-2 py-1.5 text-left text-sm hover:bg-hover"
            >
              <span className={isAdvice ? 'mt-0.5 text-ink-faint' : 'mt-0.5 text-warning'}>
                {isAdvice ? <Info size={15} aria-hidden="true" /> : <CircleAlert size={15} aria-hidden="true" />}
              </span>
              <span className="flex-1">{said}</span>
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
