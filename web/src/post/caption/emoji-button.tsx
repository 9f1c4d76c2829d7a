import { Smile } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { IconButton, Popover, Spinner } from '../../ui/index.ts';
import { captionMessages } from './messages.ts';

const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then((part) => ({ default: part.EmojiPicker })));

/** Opens the emoji, which are downloaded with the first press. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useMessages(captionMessages);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t('emoji')}
      open={open}
      onOpenChange={setOpen}
      className="w-76"
      trigger={
        <IconButton small label={t('emoji')} className="self-start">
          <Smile size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      <Suspense fallback={<Spinner />}>
        <EmojiPicker
          onPick={(emoji) => {
            setOpen(false);
            onPick(emoji);
          }}
        />
      </Suspense>
    </Popover>
  );
}
