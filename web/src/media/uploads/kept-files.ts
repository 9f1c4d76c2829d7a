/** A file on its way, as it waits in this browser for the page to be opened again. */
export interface KeptFile {
  key: string;
  place: string;
  order: number;
  filename: string;
  sizeBytes: number;
  type: string;
  /** `null` where it is too large to keep a second time: then the creator chooses it again. */
  file: File | null;
}

/** Copies of larger files would fill the disk and take minutes. */
export const KEPT_BYTES = 300_000_000;
const DATABASE = 'punctual-uploads';
const STORE = 'files';

/** Remembers a file until `dropFile`. Failing only means that a reload asks for the file again. */
export async function keepFile(kept: KeptFile): Promise<void> {
  const file = kept.sizeBytes <= KEPT_BYTES ? kept.file : null;
  await within('readwrite', (store) => store.put({ ...kept, file })).catch(() => undefined);
}

export async function dropFile(key: string): Promise<void> {
  await within('readwrite', (store) => store.delete(key)).catch(() => undefined);
}

/** What an earlier visit left unfinished, in the order of choosing. */
export async function keptFiles(): Promise<KeptFile[]> {
  const found = await within('readonly', (store) => store.getAll()).catch(() => []);
  return (found as KeptFile[]).toSorted((one, other) => one.order - other.order);
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
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
