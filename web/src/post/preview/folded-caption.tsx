import { useMemo, useState } from 'react';
import type { Channel } from '../../../../src/contract/channel.ts';
import { useFormat, useMessages } from '../../i18n/index.ts';
import { postMessages } from '../messages.ts';
import { foldCaption } from './fold-caption.ts';

/** The caption as the app shows it: folded after a line or two, unfolded on a tap. */
export function FoldedCaption({ text, channel, name }: { text: string; channel: Channel; name: string }) {
  const t = useMessages(postMessages);
  const { tag } = useFormat();
  const [open, setOpen] = useState(false);
  const segmenter = useMemo(() => new Intl.Segmenter(tag, { granularity: 'grapheme' }), [tag]);
  const { head, rest } = foldCaption(text, channel, segmenter);
  return (
    <p
      dir={channel === 'ig' ? undefined : 'auto'}
      className="text-sm leading-snug break-words whitespace-pre-wrap"
      data-preview-caption={channel}
    >
      {channel === 'ig' ? <strong className="mr-1.5 font-semibold">{name}</strong> : null}
      {/* Arabic or Hebrew after a Latin name still runs its own way. */}
      <bdi>
        <Marked text={open ? text : head} />
      </bdi>
      {rest ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="ml-1 min-h-6 align-baseline opacity-70"
        >
          {t(open ? 'foldLess' : 'foldMore')}
        </button>
      ) : null}
    </p>
  );
}

/** Hashtags and mentions stand out, as they do in the apps; a Latin name in Arabic keeps its `@` before it. */
function Marked({ text }: { text: string }) {
  const parts = text.split(/([#@][\p{L}\p{M}\p{N}_.]+)/u);
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <bdi key={index} className="font-medium">
        {part}
      </bdi>
    ) : (
      part
    ),
  );
}
