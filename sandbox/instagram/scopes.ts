/** The scopes of Instagram Login (instagram.md 1). */
export type Scope =
  | 'instagram_business_basic'
  | 'instagram_business_content_publish'
  | 'instagram_business_manage_comments'
  | 'instagram_business_manage_insights'
  | 'instagram_business_manage_messages';

export const SCOPES: readonly { name: Scope; meaning: string }[] = [
  { name: 'instagram_business_basic', meaning: 'See your profile and posts' },
  { name: 'instagram_business_content_publish', meaning: 'Publish photos and reels for you' },
  { name: 'instagram_business_manage_comments', meaning: 'Read and write comments' },
  { name: 'instagram_business_manage_insights', meaning: 'Read your statistics' },
  { name: 'instagram_business_manage_messages', meaning: 'Read and write messages' },
];
