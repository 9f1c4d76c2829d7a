import { FileVideo, Image, Pause, Play, RotateCw, X } from 'lucide-react';
import { useFormat, useMessages, type Format, type Translate } from '../../i18n/index.ts';
import { IconButton } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';
import { paceOf, type UploadItem } from './upload-item.ts';
import { uploads, useUploads } from './uploads.ts';

/** The files of a place that are on their way, each with its progress and what can be done about it. */
export function UploadList({ place }: { place: string }) {
  const t = useMessages(mediaMessages);
  const items = useUploads(place);
  if (items.length === 0) return null;
  return (
    <ul aria-label={t('uploads')} className="flex flex-col gap-1.5">
      {items.map((item) => (
        <UploadLine key={item.key} item={item} />
      ))}
    </ul>
  );
}

function UploadLine({ item }: { item: UploadItem }) {
  const t = useMessages(mediaMessages);
  const format = useFormat();
  const share = item.sizeBytes === 0 ? 1 : item.sentBytes / item.sizeBytes;
  const percent = Math.floor(share * 100);
  const wrong = item.state === 'failed' || item.state === 'interrupted';
  const Icon = item.kind === 'video' ? FileVideo : Image;
  return (
    <li className="flex items-center gap-2.5 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-3">
      <Icon size={18} aria-hidden="true" className="shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span className="truncate text-sm font-medium">{item.filename}</span>
          <span className="ml-auto shrink-0 text-xs text-ink-faint tabular-nums">{format.bytes(item.sizeBytes)}</span>
        </div>
        {wrong ? null : (
          <div
            role="progressbar"
            aria-label={item.filename}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            className="my-1 h-1.5 overflow-hidden rounded-full bg-sunken"
          >
            <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
          </div>
        )}
        <p
          className={wrong ? 'text-xs font-medium text-danger' : 'text-xs text-ink-faint tabular-nums'}
          role={wrong ? 'alert' : undefined}
        >
          {wordsOf(item, percent, t, format)}
        </p>
      </div>
      <Controls item={item} />
    </li>
  );
}

function Controls({ item }: { item: UploadItem }) {
  const t = useMessages(mediaMessages);
  const name = item.filename;
  const canRetry = item.state === 'failed' && item.problem?.kind !== 'not_media' && item.problem?.kind !== 'too_large';
  return (
    <div className="flex shrink-0">
      {item.state === 'sending' || item.state === 'waiting' ? (
        <IconButton small label={t('pause', { name })} onClick={() => uploads.pause(item.key)}>
          <Pause size={15} aria-hidden="true" />
        </IconButton>
      ) : null}
      {item.state === 'paused' ? (
        <IconButton small label={t('resume', { name })} onClick={() => uploads.resume(item.key)}>
          <Play size={15} aria-hidden="true" />
        </IconButton>
      ) : null}
      {canRetry ? (
        <IconButton small label={t('retry', { name })} onClick={() => uploads.resume(item.key)}>
          <RotateCw size={15} aria-hidden="true" />
        </IconButton>
      ) : null}
      <IconButton small label={t('cancel', { name })} onClick={() => uploads.remove(item.key)}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function wordsOf(item: UploadItem, percent: number, t: Translate<typeof mediaMessages.en>, format: Format): string {
  switch (item.state) {
    case 'keeping':
    case 'waiting':
      return t('waiting');
    case 'paused':
      return `${t('paused')} · ${t('progress', { percent })}`;
    case 'interrupted':
      return t('interrupted');
    case 'done':
      return t('finishing');
    case 'failed':
      return problemWords(item, t, format);
    case 'sending': {
      if (percent === 100) return t('finishing');
      const pace = paceOf(item);
      if (pace === null) return t('progress', { percent });
      const minutes = Math.round(pace.secondsLeft / 60);
      const left =
        pace.secondsLeft < 90 ? t('secondsLeft', { count: pace.secondsLeft }) : t('minutesLeft', { count: minutes });
      return `${t('progress', { percent })} · ${t('speed', { speed: format.bytes(pace.bytesPerSecond) })} · ${left}`;
    }
  }
}

function problemWords(item: UploadItem, t: Translate<typeof mediaMessages.en>, format: Format): string {
  const { problem } = item;
  switch (problem?.kind) {
    case 'offline':
      return t('uploadOffline');
    case 'signed_out':
      return t('uploadSignedOut');
    case 'not_media':
      return t('uploadNotMedia');
    case 'too_large':
      return t('uploadTooLarge', { size: format.bytes(item.sizeBytes), maximum: format.bytes(problem.maximumBytes) });
    case 'refused':
      return problem.said;
    case 'unknown':
    case undefined:
      return t('uploadUnknown');
  }
}
