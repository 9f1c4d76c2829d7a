import type { Channel } from '../../../src/contract/channel.ts';
import { call } from '../api/index.ts';
import { toastProblem } from '../ui/index.ts';

/**
 * Sends the browser to the platform to link or relink. A new account starts in the browser's zone; one that is known
 * keeps its own. `replace` lets a different account take the linked one's place.
 */
export async function startLinking(channel: Channel, replace = false): Promise<void> {
  try {
    const timezone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { authorizeUrl } = await call('linkAccount', {
      params: { channel },
      body: { timezone, ...(replace ? { replace } : {}) },
    });
    window.location.assign(authorizeUrl);
  } catch (error) {
    toastProblem(error);
  }
}
