import { mergeConfig } from 'vite';
import base from '../vite.config.ts';
import { fakeApi } from './fake-api.ts';

/** The client against a fake API in memory, for looking at it; never part of a build. */
export default mergeConfig(base, { plugins: [fakeApi()], preview: { proxy: {} } });
