import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { Asset } from '../../../../src/contract/asset.ts';
import { durationText } from '../../../../src/domain/media-text.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { CHANNEL_NAMES, ChannelIcon } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';

/** What each channel would say of the file alone. */
export function AssetFit({ asset }: { asset: Asset }) {
  const t = useMessages(mediaMessages);
  return (
    <section aria-label={t('fits')} className="flex flex-col gap-2">
      {(['ig', 'tiktok'] as const).map((channel) => {
        const issues = asset.fit[channel] ?? [];
        return (
          <div key={channel} className="flex items-start gap-2 text-sm">
            <span className="mt-0.5 text-ink-soft">
              <ChannelIcon channel={channel} named />
            </span>
            <ul className="flex-1">
              {issues.length === 0 ? (
                <li className="flex items-start gap-1.5 text-ready">
                  <CircleCheck size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
                  {t('fitsChannel', { channel: CHANNEL_NAMES[channel] })}
                </li>
              ) : null}
              {issues.map((issue) => (
                <li
                  key={issue.code}
                  className={
                    issue.blocking ? 'flex items-start gap-1.5 text-warning' : 'flex items-start gap-1.5 text-ink-soft'
                  }
                >
                  {issue.blocking ? (
                    <CircleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
                  ) : (
                    <Info size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
                  )}
                  {issue.message}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** What the bytes are, as probing found them. */
export function AssetFacts({ asset }: { asset: Asset }) {
  const t = useMessages(mediaMessages);
  const format = useFormat();
  const { video } = asset;
  const facts: [string, string][] = [
    [
      t('format'),
      [asset.mimeType, video?.videoCodec, video?.audioCodec]
        .filter((part) => part !== null && part !== undefined)
        .join(' · '),
    ],
    [t('size'), format.bytes(asset.sizeBytes)],
    [t('dimensions'), `${String(asset.width)} × ${String(asset.height)}`],
    ...(video === null ? [] : [[t('duration'), durationText(video.durationMs)] satisfies [string, string]]),
    ...(video?.framesPerSecond == null
      ? []
      : [[t('frameRate'), format.number(Math.round(video.framesPerSecond * 100) / 100)] satisfies [string, string]]),
    [t('addedAt'), format.instant(asset.createdAt, new Intl.DateTimeFormat().resolvedOptions().timeZone, 'date')],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 text-right break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
