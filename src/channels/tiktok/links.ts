import type { Turn } from './turn.ts';

/** Where the post is seen; the creator's profile until its public id is known (tiktok.md 7). */
export function permalinkOf({ settings, request, kind }: Turn, postId: string | null): string {
  const profile = `${settings.baseUrls.authorize}/@${request.credentials.username}`;
  if (postId === null) return profile;
  return `${profile}/${kind === 'photos' ? 'photo' : 'video'}/${postId}`;
}
