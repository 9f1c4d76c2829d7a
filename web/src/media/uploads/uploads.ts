import { createStore, keys, queryClient, useStore } from '../../api/index.ts';
import {
  forgetAllUploads,
  forgetUpload,
  isNoted,
  keepFile,
  KEPT_BYTES,
  keptFile,
  notedUploads,
  noteUpload,
  type KeptFile,
} from './kept-files.ts';
import { leave, whenOurs } from './one-page.ts';
import { sendPoster } from './poster.ts';
import { sendFile } from './send-file.ts';
import { isUnderWay, kindOfFile, progressed, type UploadItem, type UploadProblem } from './upload-item.ts';

/** More at once only makes each slower. */
const AT_ONCE = 3;
/** A browser that takes longer to keep a copy must not hold up the upload itself. */
const KEEPING_MS = 5000;

export interface UploadLimits {
  imageBytes: number;
  videoBytes: number;
}

/** Told when a file of a place has become an asset; answers whether it took it. */
type Taker = (item: UploadItem, assetId: string) => void;

const store = createStore<readonly UploadItem[]>([]);
const files = new Map<string, File>();
const sendings = new Map<string, { pause: () => void; cancel: () => void }>();
const takers = new Map<string, Taker>();
const previews = new Map<string, string>();
let lastOrder = Date.now();
let restored = false;
let absent: Taker = () => undefined;

/** The files on their way, whichever screen is open: an upload goes on while the creator moves about. */
export const uploads = {
  state: store.get,

  /** Begins sending files for a place; in a post in the place of `replaces`, where that is given. Those that cannot be taken stand there as failed, with the reason. */
  add(chosen: readonly File[], place: string, limits: UploadLimits, replaces: string | null = null): void {
    for (const file of chosen) begin(file, place, limits, replaces);
  },

  pause(key: string): void {
    sendings.get(key)?.pause();
    sendings.delete(key);
    change(key, { state: 'paused', samples: [] });
    startWaiting();
  },

  /** Goes on after a pause or a failure, from where it stopped. */
  resume(key: string): void {
    if (!files.has(key)) return;
    change(key, { state: 'waiting', problem: null, samples: [] });
    startWaiting();
  },

  /** Gives it up, and takes what failed off the list. */
  remove(key: string): void {
    sendings.get(key)?.cancel();
    forget(key);
    startWaiting();
  },

  /** Stops everything and keeps nothing of it: another person may use this browser next. */
  async forgetAll(): Promise<void> {
    for (const sending of sendings.values()) sending.cancel();
    sendings.clear();
    for (const item of store.get()) forget(item.key);
    for (const url of previews.values()) URL.revokeObjectURL(url);
    previews.clear();
    await forgetAllUploads();
  },

  /** Who takes a place's finished files while its screen is open. Answers how to stop. */
  takenBy(place: string, taker: Taker): () => void {
    takers.set(place, taker);
    for (const item of store.get()) if (item.place === place) hand(item);
    return () => void takers.delete(place);
  },

  /** The place has another name now: a new post has become one with an id. */
  rename(from: string, to: string): void {
    for (const item of store.get()) {
      if (item.place !== from) continue;
      change(item.key, { place: to });
      note({ ...item, place: to }, files.get(item.key)?.type ?? '');
    }
  },

  /** Who takes the finished files of places whose screen is closed. */
  whenAbsent(taker: Taker): void {
    absent = taker;
  },

  /** The picture or video itself, here already, while the server's copy loads. */
  previewOf: (assetId: string): string | null => previews.get(assetId) ?? null,

  /** Takes up what an earlier page left unfinished, each when no other page is at it. Once a visit. */
  restore(): void {
    if (restored) return;
    restored = true;
    for (const kept of notedUploads()) {
      whenOurs(kept.key, () => (isNoted(kept.key) ? void reappear(kept) : leave(kept.key)));
    }
  },
};

export function useUploads(place: string): readonly UploadItem[] {
  return useStore(store).filter((item) => item.place === place);
}

function begin(file: File, place: string, limits: UploadLimits, replaces: string | null): void {
  const same = store
    .get()
    .find((item) => item.state === 'interrupted' && item.filename === file.name && item.sizeBytes === file.size);
  const kind = kindOfFile(file);
  const item: UploadItem = {
    key: same?.key ?? freshKey(),
    place: same?.place ?? place,
    replaces: same?.replaces ?? replaces,
    order: same?.order ?? (lastOrder += 1),
    filename: file.name,
    kind: kind ?? 'image',
    sizeBytes: file.size,
    sentBytes: 0,
    samples: [],
    state: 'keeping',
    problem: null,
    assetId: null,
  };
  const problem = refusalOf(kind, file.size, limits);
  put(problem === null ? item : { ...item, state: 'failed', problem });
  if (problem !== null) return;
  files.set(item.key, file);
  note(item, file.type);
  whenOurs(item.key, () => undefined);
  void keepFirst(item.key, file);
}

/** A copy first, then the sending: whoever sees bytes on their way may reload the page. */
async function keepFirst(key: string, file: File): Promise<void> {
  await Promise.race([keepFile(key, file), new Promise((resolve) => setTimeout(resolve, KEEPING_MS))]);
  const item = store.get().find((each) => each.key === key);
  if (item?.state !== 'keeping') return;
  change(key, { state: 'waiting' });
  startWaiting();
}

function note({ key, place, replaces, order, filename, sizeBytes }: UploadItem, type: string): void {
  noteUpload({ key, place, replaces, order, filename, sizeBytes, type });
}

/** `crypto.randomUUID` is missing where the page comes without https, as from a machine at home. */
function freshKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('-');
}

/** Said before the first byte: sending gigabytes only to hear no would be unkind. */
function refusalOf(kind: UploadItem['kind'] | null, sizeBytes: number, limits: UploadLimits): UploadProblem | null {
  if (kind === null) return { kind: 'not_media' };
  const maximumBytes = kind === 'image' ? limits.imageBytes : limits.videoBytes;
  return sizeBytes > maximumBytes ? { kind: 'too_large', maximumBytes } : null;
}

/** Shown at once; the bytes follow when the browser hands them out. */
async function reappear(kept: KeptFile): Promise<void> {
  if (store.get().some((item) => item.key === kept.key)) return;
  put({
    key: kept.key,
    place: kept.place,
    replaces: kept.replaces,
    order: kept.order,
    filename: kept.filename,
    kind: kindOfFile({ name: kept.filename, type: kept.type }) ?? 'image',
    sizeBytes: kept.sizeBytes,
    sentBytes: 0,
    samples: [],
    state: 'keeping',
    problem: null,
    assetId: null,
  });
  const file = await keptFile(kept.key);
  const item = store.get().find((each) => each.key === kept.key);
  // Taken off the list meanwhile, or chosen again.
  if (item?.state !== 'keeping') return;
  if (file !== null) files.set(kept.key, file);
  change(kept.key, { state: file === null ? 'interrupted' : 'waiting' });
  startWaiting();
}

function startWaiting(): void {
  for (const item of store.get()) {
    if (sendings.size >= AT_ONCE) return;
    if (item.state === 'waiting') start(item);
  }
}

function start(item: UploadItem): void {
  const file = files.get(item.key);
  if (file === undefined) return;
  const { key } = item;
  change(key, { state: 'sending' });
  sendings.set(
    key,
    sendFile(file, key, {
      onProgress: (sentBytes) => replace(key, (known) => progressed(known, sentBytes, Date.now())),
      onDone: (assetId) => arrived(key, file, assetId),
      onFailed: (problem) => {
        sendings.delete(key);
        change(key, { state: 'failed', problem, samples: [] });
        startWaiting();
      },
    }),
  );
}

function arrived(key: string, file: File, assetId: string): void {
  sendings.delete(key);
  if (!previews.has(assetId) && isShowable(file)) previews.set(assetId, URL.createObjectURL(file));
  void refreshLibrary();
  if (kindOfFile(file) === 'video') void sendPoster(assetId, file).then(refreshLibrary);
  change(key, { state: 'done', sentBytes: file.size, assetId });
  const item = store.get().find((each) => each.key === key);
  if (item !== undefined) hand(item);
  startWaiting();
}

/** Not HEIC, outside of Safari: the server's picture of it is shown. */
function isShowable(file: File): boolean {
  return !/hei[cf]/i.test(file.type) && !/\.(?:hei[cf]|hif)$/i.test(file.name);
}

function refreshLibrary(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keys.assets.all });
}

/** A finished file goes to its screen, or to whoever looks after closed ones, and leaves the list. */
function hand(item: UploadItem): void {
  if (item.state !== 'done' || item.assetId === null) return;
  (takers.get(item.place) ?? absent)(item, item.assetId);
  forget(item.key);
}

function put(item: UploadItem): void {
  store.set([...store.get().filter((each) => each.key !== item.key), item]);
}

function change(key: string, fields: Partial<UploadItem>): void {
  replace(key, (item) => ({ ...item, ...fields }));
}

function replace(key: string, how: (item: UploadItem) => UploadItem): void {
  store.set(store.get().map((item) => (item.key === key ? how(item) : item)));
}

function forget(key: string): void {
  sendings.delete(key);
  files.delete(key);
  void forgetUpload(key).then(() => leave(key));
  store.set(store.get().filter((item) => item.key !== key));
}

if (typeof window !== 'undefined') {
  // Back on the network: what gave up for want of it goes on.
  window.addEventListener('online', () => {
    for (const item of store.get()) {
      if (item.state === 'failed' && item.problem?.kind === 'offline') uploads.resume(item.key);
    }
  });
  window.addEventListener('beforeunload', (event) => {
    // Small files go on by themselves after a reload; only leaving a large one behind is worth a question.
    if (store.get().some((item) => isUnderWay(item) && item.sizeBytes > KEPT_BYTES)) event.preventDefault();
  });
}
