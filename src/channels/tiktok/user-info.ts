import { z } from 'zod';
import type { TiktokApi } from './tiktok-api.ts';
import type { TiktokAnswer } from './tiktok-call.ts';

const UserInfo = z.object({
  user: z.object({
    open_id: z.string().optional(),
    avatar_url: z.string().nullish(),
    display_name: z.string().nullish(),
    username: z.string().nullish(),
  }),
});

/** Who the account is. Only what was granted is asked for: TikTok refuses the rest as a whole (tiktok.md 2.4). */
export function readUserInfo(
  api: TiktokApi,
  scopes: readonly string[],
): Promise<TiktokAnswer<z.infer<typeof UserInfo>>> {
  const fields = ['open_id', 'avatar_url', 'display_name'];
  if (scopes.includes('user.info.profile')) fields.push('username');
  return api.get('/v2/user/info/', { fields: fields.join(',') }, UserInfo);
}
