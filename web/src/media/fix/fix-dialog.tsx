import { Check, CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Asset } from '../../../../src/contract/asset.ts';
import type { Channel } from '../../../../src/contract/channel.ts';
import { durationText } from '../../../../src/domain/media-text.ts';
import { exportAdvice, type VideoFix } from '../../../../src/domain/video-fix.ts';
import { useMe } from '../../api/index.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { Button, CHANNEL_NAMES, Dialog, toast } from '../../ui/index.ts';
import { mediaMessages } from '../messages.ts';
import { uploads } from '../uploads/uploads.ts';
import { fixVideo, type Lacking } from './fix-video.ts';
import { TrimSlider } from './trim-slider.tsx';
import { firstPart } from './trim.ts';

/** The result is held in memory until it is uploaded. */
const MOST_BYTES = 1_200_000_000;

interface FixDialogProps {
  asset: Asset;
  channels: readonly Channel[];
  plan: VideoFix;
  place: string;
  onClose: () => void;
}

type Stage =
  | { kind: 'choosing' }
  | { kind: 'working'; share: number }
  | { kind: 'impossible'; why: Lacking | 'memory' }
  | { kind: 'failed' };

/** Makes a video fit here in the browser: what will be done, which part is kept, how far it is. The original stays. */
export function FixDialog({ asset, channels, plan, place, onClose }: FixDialogProps) {
  const t = useMessages(mediaMessages);
  const me = useMe().data;
  const durationMs = asset.video?.durationMs ?? 0;
  const advice = exportAdvice(channels, asset);
  const [part, setPart] = useState(() => firstPart(durationMs, plan.maximumMs));
  const [stage, setStage] = useState<Stage>({ kind: 'choosing' });
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const isWhole = part.startMs === 0 && part.endMs >= durationMs;
  const begin = async () => {
    if (expectedBytes(asset, plan, part.endMs - part.startMs) > MOST_BYTES) {
      return setStage({ kind: 'impossible', why: 'memory' });
    }
    setStage({ kind: 'working', share: 0 });
    const order = { url: asset.url, plan, trim: isWhole ? null : part };
    const work = fixVideo(order, (share) => setStage({ kind: 'working', share }));
    stop.current = work.stop;
    const result = await work.outcome;
    if (result.kind === 'impossible') return setStage({ kind: 'impossible', why: result.lacking });
    if (result.kind === 'failed' || me === undefined) return setStage({ kind: 'failed' });
    const name = t('fixedName', { name: asset.filename.replace(/\.[A-Za-z0-9]{1,8}$/, '') });
    const file = new File([result.bytes], `${name}.mp4`, { type: 'video/mp4' });
    uploads.add([file], place, me.features.uploadLimits, asset.id);
    toast({ text: t('fixDone') });
    onClose();
  };
  const cancel = () => {
    stop.current();
    setStage({ kind: 'choosing' });
  };
  const isWorking = stage.kind === 'working';
  return (
    <Dialog
      open
      onClose={onClose}
      modalOnly={isWorking}
      size="wide"
      title={t('fixTitle', { channels: channels.map((channel) => CHANNEL_NAMES[channel]).join(', ') })}
      description={t('fixText', { name: asset.filename })}
      footer={
        stage.kind === 'impossible' ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : isWorking ? (
          <Button onClick={cancel}>{t('fixStop')}</Button>
        ) : (
          <Button look="primary" onClick={() => void begin()}>
            {t('fixBegin')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <Steps plan={plan} />
        {durationMs > advice.minimumMs ? (
          <TrimSlider
            url={uploads.previewOf(asset.id) ?? asset.url}
            durationMs={durationMs}
            part={part}
            minimumMs={Math.min(durationMs, advice.minimumMs)}
            maximumMs={plan.maximumMs ?? durationMs}
            disabled={isWorking}
            onChange={setPart}
          />
        ) : null}
        {isWorking ? <Progress share={stage.share} /> : null}
        {stage.kind === 'failed' ? (
          <p role="alert" className="text-sm font-medium text-danger">
            {t('fixFailed')}
          </p>
        ) : null}
        {stage.kind === 'impossible' ? <Impossible why={stage.why} advice={advice} /> : null}
      </div>
    </Dialog>
  );
}

function Steps({ plan }: { plan: VideoFix }) {
  const t = useMessages(mediaMessages);
  const { encode, maximumMs, encodeSound } = plan;
  const steps = [
    ...(maximumMs === null ? [] : [t('fixTrim', { maximum: durationText(maximumMs) })]),
    encode === null ? t('fixPack') : t('fixEncode', { width: String(encode.width), height: String(encode.height) }),
    ...(encodeSound ? [t('fixSound')] : []),
  ];
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {steps.map((step) => (
        <li key={step} className="flex items-start gap-2">
          <Check size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-faint" />
          {step}
        </li>
      ))}
    </ul>
  );
}

function Progress({ share }: { share: number }) {
  const t = useMessages(mediaMessages);
  const percent = Math.floor(share * 100);
  return (
    <div className="flex items-center gap-3">
      <div
        role="progressbar"
        aria-label={t('fixWorking')}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${String(percent)}%` }} />
      </div>
      <span className="text-xs text-ink-faint tabular-nums">{t('progress', { percent })}</span>
    </div>
  );
}

/** Why not, and to the last number what to export instead. */
function Impossible({ why, advice }: { why: Lacking | 'memory'; advice: ReturnType<typeof exportAdvice> }) {
  const t = useMessages(mediaMessages);
  const format = useFormat();
  return (
    <div role="alert" className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-sm text-warning">
      <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <div className="flex flex-col gap-1">
        <p className="font-medium">{t(`fixLacks_${why}`)}</p>
        <p>
          {t('fixExport', {
            // Pixels are written without a comma between thousands.
            width: String(advice.width),
            height: String(advice.height),
            frames: advice.framesPerSecond,
            rate: advice.megabitsPerSecond,
            minimum: durationText(advice.minimumMs),
            maximum: durationText(advice.maximumMs),
            size: format.bytes(advice.maximumBytes),
          })}
        </p>
      </div>
    </div>
  );
}

function expectedBytes(asset: Asset, plan: VideoFix, lengthMs: number): number {
  if (plan.encode !== null) return (plan.encode.bitsPerSecond * lengthMs) / 8000;
  return (asset.sizeBytes * lengthMs) / Math.max(1, asset.video?.durationMs ?? lengthMs);
}
