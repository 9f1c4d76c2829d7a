import type { Translate } from '../../i18n/index.ts';
import { CHANNEL_NAMES } from '../../ui/index.ts';
import type { Blocker } from '../form/schedule-blockers.ts';
import type { postMessages } from '../messages.ts';

/** Why *Schedule* cannot be pressed, in the creator's language. */
export function wordsOfBlocker(blocker: Blocker, t: Translate<typeof postMessages.en>): string {
  switch (blocker.kind) {
    case 'issue':
      return blocker.said;
    case 'no_time':
    case 'time_past': {
      const [channel, ...others] = blocker.channels;
      return channel === undefined || others.length > 0
        ? t(`blocked_${blocker.kind}_all`)
        : t(`blocked_${blocker.kind}`, { channel: CHANNEL_NAMES[channel] });
    }
    case 'no_channel':
    case 'uploading':
    case 'conflicts':
      return t(`blocked_${blocker.kind}`);
  }
}
