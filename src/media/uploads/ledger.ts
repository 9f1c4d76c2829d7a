import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ProblemBody } from '../../contract/problem.ts';
import { ACCEPTED_TYPES, type AcceptedType } from '../media-types.ts';

const TYPES = Object.keys(ACCEPTED_TYPES) as [AcceptedType, ...AcceptedType[]];

/** What is known of an upload beside its bytes: whose it is, and what became of it. */
export const UploadRecord = z.strictObject({
  id: z.string(),
  userId: z.string(),
  filename: z.string(),
  declaredType: z.enum(TYPES),
  lengthBytes: z.number(),
  createdAt: z.string(),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('receiving') }),
    z.strictObject({ kind: z.literal('done'), assetId: z.string() }),
    z.strictObject({ kind: z.literal('refused'), problem: ProblemBody }),
  ]),
});
export type UploadRecord = z.infer<typeof UploadRecord>;

/**
 * One small file an upload, replaced whole: survives the server, and tells a client whose answer was lost what
 * happened.
 */
export class UploadLedger {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async write(record: UploadRecord): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.pathOf(record.id);
    const aside = await open(`${path}.part`, 'w', 0o600);
    try {
      await aside.writeFile(JSON.stringify(record));
      await aside.sync();
    } finally {
      await aside.close();
    }
    await rename(`${path}.part`, path);
  }

  /** `null`: there is no such upload, or its note cannot be read and it must be begun again. */
  async read(id: string): Promise<UploadRecord | null> {
    if (!isUploadId(id)) return null;
    const text = await readFile(this.pathOf(id), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      return UploadRecord.parse(JSON.parse(text));
    } catch {
      return null; // written by another version, or by hand
    }
  }

  async remove(id: string): Promise<void> {
    if (isUploadId(id)) await rm(this.pathOf(id), { force: true });
  }

  async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []); // before the first upload there is no folder
    return names.map((name) => name.replace(/\.json$/, '')).filter(isUploadId);
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}

/** Upload ids are made here and become file names: nothing else is let near the disk. */
export function isUploadId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}
