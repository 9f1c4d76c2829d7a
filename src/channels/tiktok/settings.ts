import type { AppStanding } from '../../contract/account.ts';

/** What an installation says about its TikTok app. Nothing else is read from anywhere. */
export interface TiktokSettings {
  clientKey: string;
  /** Never leaves the server (tiktok.md 11, U24). */
  clientSecret: string;
  /** Without a slash at the end. Profile and post links lead to `authorize` as well. */
  baseUrls: { authorize: string; api: string };
  /** Origins (`http://127.0.0.1:3001`) that may receive videos beside TikTok's own upload hosts; the sandbox's. */
  allowedUploadHosts: readonly string[];
  /** Lets TikTok fetch videos from our public URL where its prefix is verified; FILE_UPLOAD otherwise (tiktok.md 5.4). */
  preferPull: boolean;
  /** Whether TikTok has audited the app. It cannot be asked; `auto` infers what can be inferred (creator-info). */
  standing: Extract<AppStanding, 'audited' | 'unaudited'> | 'auto';
}

/** TikTok's own addresses and the careful choices; what remains are the app's key and secret. */
export const DEFAULT_TIKTOK_SETTINGS: Omit<TiktokSettings, 'clientKey' | 'clientSecret'> = {
  baseUrls: { authorize: 'https://www.tiktok.com', api: 'https://open.tiktokapis.com' },
  allowedUploadHosts: [],
  preferPull: false,
  standing: 'auto',
};
