import { CircleAlert, Info } from 'lucide-react';
import { startLinking } from '../../accounts/start-linking.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, ChannelIcon, classes } from '../../ui/index.ts';
import { saidOnce, type Note } from '../form/notes.ts';
import type { Place } from '../form/places.ts';
import { postMessages } from '../messages.ts';
import { usePostContext } from '../post-context.ts';

/** What stands in the way at a field, each with its next step. The same word about both channels is said once. */
export function IssueNotes({ places, id }: { places: readonly Place[]; id?: string }) {
  const { issuesAt, readOnly } = usePostContext();
  const notes = saidOnce(issuesAt(...places));
  if (notes.length === 0 || readOnly) return null;
  return (
    <ul id={id} className="flex flex-col gap-1.5">
      {notes.map((note) => (
        <li
          key={`${note.issue.code}${note.issue.message}`}
          className={classes(
            'flex items-start gap-2 rounded-lg px-2.5 py-1.5 text-sm',
            note.issue.blocking ? 'bg-warning-soft text-warning' : 'bg-sunken text-ink-soft',
          )}
        >
          <span className="mt-0.5">
            {note.issue.blocking ? <CircleAlert size={15} aria-hidden="true" /> : <Info size={15} aria-hidden="true" />}
          </span>
          <span className="min-w-0 flex-1">{note.issue.message}</span>
          <span className="mt-0.5 flex gap-1">
            {note.channels.map((channel) => (
              <ChannelIcon key={channel} channel={channel} size={14} named />
            ))}
          </span>
          <NoteAction note={note} />
        </li>
      ))}
    </ul>
  );
}

/** Most issues are put right in the field they stand at; only some lead elsewhere. */
function NoteAction({ note }: { note: Note }) {
  const t = useMessages(postMessages);
  const [channel] = note.channels;
  const { action } = note.issue;
  if (channel === undefined || (action !== 'link' && action !== 'relink')) return null;
  return (
    <Button small onClick={() => void startLinking(channel)}>
      {t(action)}
    </Button>
  );
}
