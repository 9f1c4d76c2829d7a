/** A file on its way, as it waits in this browser for the page to be opened again. */
export interface KeptFile {
  key: string;
  place: string;
  order: number;
  filename: string;
  sizeBytes: number;
  type: string;
  /** The asset whose place in the post it takes. */
  replaces: string | null;
}

/** Copies of larger files would fill the disk and take minutes: the creator chooses those again. */
export const KEPT_BYTES = 300_000_000;
const NOTE = 'punctual-upload:';
const DATABASE = 'punctual-uploads';
const STORE = 'files';

/**
 * Notes that a file is on its way. Written at once, so that a page that dies in the next moment has it: after a reload the
 * upload is at least there and says what it needs.
 */
export function noteUpload(kept: KeptFile): void {
  try {
    localStorage.setItem(`${NOTE}${kept.key}`, JSON.stringify(kept));
  } catch {
    // No room, or no storage in this browser: then a reload asks for the file again.
  }
}

export function isAnyNoted(): boolean {
  return Object.keys(localStorage).some((name) => name.startsWith(NOTE));
}

/** Uploads an earlier page left unfinished, in the order of choosing. */
export function notedUploads(): KeptFile[] {
  const found = Object.keys(localStorage)
    .filter((name) => name.startsWith(NOTE))
    .flatMap((name) => readNote(localStorage.getItem(name)) ?? []);
  return found.toSorted((one, other) => one.order - other.order);
}

export function isNoted(key: string): boolean {
  return localStorage.getItem(`${NOTE}${key}`) !== null;
}

/** Keeps a copy of the bytes until `forgetUpload`. Failing only means that a reload asks for the file again. */
export async function keepFile(key: string, file: File): Promise<void> {
  if (file.size > KEPT_BYTES) return;
  await within('readwrite', (store) => store.put({ key, file })).catch(() => undefined);
}

/** The bytes kept under this key; `null` where there are none. */
export async function keptFile(key: string): Promise<File | null> {
  const found: unknown = await within('readonly', (store) => store.get(key)).catch(() => undefined);
  if (typeof found !== 'object' || found === null || !('file' in found)) return null;
  return found.file instanceof File ? found.file : null;
}

export async function forgetUpload(key: string): Promise<void> {
  localStorage.removeItem(`${NOTE}${key}`);
  await within('readwrite', (store) => store.delete(key)).catch(() => undefined);
}

/** Forgets every file kept: another person may use this browser next, and it is none of theirs. */
export async function forgetAllUploads(): Promise<void> {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(NOTE));
  for (const name of names) localStorage.removeItem(name);
  await within('readwrite', (store) => store.clear()).catch(() => undefined);
}

function readNote(text: string | null): KeptFile | null {
  try {
    const note = JSON.parse(text ?? 'null') as KeptFile | null;
    return typeof note?.key === 'string' && typeof note.place === 'string' ? note : null;
  } catch {
    return null; // written by another version, or by hand
  }
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const done = mode === 'readwrite' ? committed(transaction) : null;
    const result = await settled(act(transaction.objectStore(STORE)));
    await done;
    return result;
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'key' }));
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps no files')));
  });
}

/** Only then is it on the disk: the request alone has succeeded before the bytes are copied. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The browser keeps no files')));
  });
}
