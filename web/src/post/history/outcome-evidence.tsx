import { ExternalLink } from 'lucide-react';
import type { Entry } from '../../../../src/contract/entry.ts';
import type { Attempt } from '../../../../src/contract/history.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { Button, CHANNEL_NAMES } from '../../ui/index.ts';
import { historyMessages } from './messages.ts';
import { Reached } from './reached.tsx';
import { usePostHistory } from './use-history.ts';

/** What was sent when, and what the platform showed around that hour: the creator knows their own post. */
export function OutcomeEvidence({ entry, onPick }: { entry: Entry; onPick: (permalink: string) => void }) {
  const t = useMessages(historyMessages);
  const format = useFormat();
  const { data } = usePostHistory(entry.postId, true);
  if (data === undefined) return null;
  const attempt = data.attempts.filter(({ entryId }) => entryId === entry.id).at(-1);
  const channel = CHANNEL_NAMES[entry.channel];
  return (
    <div className="flex flex-col gap-1.5">
      {attempt === undefined ? null : (
        <div>
          <p className="text-sm">
            {t('sentWhen', { channel, when: format.instant(attempt.startedAt, entry.timezone, 'dateTime') })}
          </p>
          <Reached step={attempt.lastStep} />
        </div>
      )}
      <Candidates entry={entry} found={attempt?.candidates ?? []} onPick={onPick} />
    </div>
  );
}

function Candidates({
  entry,
  found,
  onPick,
}: {
  entry: Entry;
  found: Attempt['candidates'];
  onPick: (permalink: string) => void;
}) {
  const t = useMessages(historyMessages);
  const format = useFormat();
  const channel = CHANNEL_NAMES[entry.channel];
  if (found.length === 0) return <p className="text-xs text-ink-soft">{t('noCandidates', { channel })}</p>;
  return (
    <>
      <p className="text-sm">{t('candidates', { channel })}</p>
      <ul className="flex flex-col gap-1">
        {found.map(({ externalId, permalink, createdAt }) => {
          const name =
            createdAt === null
              ? t('candidatePlain', { id: externalId })
              : t('candidateOf', { when: format.instant(createdAt, entry.timezone, 'dateTime') });
          return (
            <li key={externalId} className="flex flex-wrap items-center gap-2 text-sm">
              {permalink === null ? (
                name
              ) : (
                <>
                  <a
                    href={permalink}
                    target="_blank"
                    rel="noreferrer"
                    className="inline-flex items-center gap-1 underline"
                  >
                    <ExternalLink size={13} aria-hidden="true" />
                    {name}
                  </a>
                  <Button small onClick={() => onPick(permalink)}>
                    {t('thisIsIt')}
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
