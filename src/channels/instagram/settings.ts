import type { AppStanding } from '../../contract/account.ts';

/** What an installation says about its Instagram app. Nothing else is read from anywhere. */
export interface InstagramSettings {
  /** The *Instagram* app id and secret, not the Meta app's (instagram.md 2.1). */
  appId: string;
  appSecret: string;
  /** Secrets that may have signed a callback; which of the app's two it is, is not documented (instagram.md 4.1). */
  callbackSecrets: readonly string[];
  /** `v26.0` (instagram.md 1). */
  apiVersion: string;
  /** Without a slash at the end. The sandbox has all of them on one port. */
  baseUrls: { authorize: string; api: string; graph: string; rupload: string };
  /** Sends a reel's bytes instead of a URL; not promised with Instagram Login (instagram.md 5.6). */
  resumableUpload: boolean;
  /** How far the platform lets the app go. It cannot be asked, so a person says it; `null`: nobody did. */
  standing: AppStanding | null;
}
