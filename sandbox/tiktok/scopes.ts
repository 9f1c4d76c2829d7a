/** The scopes of Login Kit that this sandbox knows (tiktok.md 2.1). */
export type Scope =
  'user.info.basic' | 'user.info.profile' | 'user.info.stats' | 'video.list' | 'video.publish' | 'video.upload';

export const SCOPES: readonly { name: Scope; meaning: string }[] = [
  { name: 'user.info.basic', meaning: 'Read your name and picture' },
  { name: 'user.info.profile', meaning: 'Read your username and profile link' },
  { name: 'user.info.stats', meaning: 'Read your follower and like counts' },
  { name: 'video.list', meaning: 'Read your public videos' },
  { name: 'video.publish', meaning: 'Post videos and photos to your account' },
  { name: 'video.upload', meaning: 'Send drafts to your inbox' },
];
