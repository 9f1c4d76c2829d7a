/** The platforms this sandbox imitates. Adding one is adding a line here. */
import { createInstagram } from './instagram/platform.ts';
import type { PlatformFactory } from './platform.ts';
import { createTiktok } from './tiktok/platform.ts';

export const platformFactories: readonly PlatformFactory[] = [createInstagram, createTiktok];
