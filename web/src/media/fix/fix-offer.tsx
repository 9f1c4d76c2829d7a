import { Wrench } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { Channel } from '../../../../src/contract/channel.ts';
import { planVideoFix } from '../../../../src/domain/video-fix.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';

const FixDialog = lazy(() => import('./fix-dialog.tsx').then((part) => ({ default: part.FixDialog })));

interface FixOfferProps {
  asset: Asset;
  /** Which are to take it. */
  channels: readonly Channel[];
  /** TikTok's own limit for this creator. */
  creatorMaximumMs?: number | null;
  /** Where the new file goes; in a post it takes the place of this one. */
  place: string;
}

/** Offers to put right a video that a channel refuses, here in the browser; nothing where nothing can be done. */
export function FixOffer({ asset, channels, creatorMaximumMs = null, place }: FixOfferProps) {
  const t = useMessages(mediaMessages);
  const [open, setOpen] = useState(false);
  const plan = channels.length === 0 ? null : planVideoFix(channels, asset, creatorMaximumMs);
  if (plan === null) return null;
  return (
    <>
      <Button small className="self-start" icon={<Wrench size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('fix', { name: asset.filename })}
      </Button>
      {open ? (
        <Suspense>
          <FixDialog asset={asset} channels={channels} plan={plan} place={place} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
