import { z } from 'zod';
import { refuse, type Result } from '../contract/problem.ts';

const Position = z.tuple([z.string().nullable(), z.string()]);

/** A place in an ordered list: an instant (or none) and an id. Opaque to clients. */
export interface ListPosition {
  at: Temporal.Instant | null;
  id: string;
}

export function writeCursor(position: ListPosition): string {
  return Buffer.from(JSON.stringify([position.at?.toString() ?? null, position.id])).toString('base64url');
}

/** Reads what `writeCursor` wrote; anything else is refused as bad input. */
export function readCursor(text: string | undefined): Result<ListPosition | null> {
  if (text === undefined) return { ok: true, value: null };
  try {
    const [at, id] = Position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    z.uuid().parse(id);
    return { ok: true, value: { at: at === null ? null : Temporal.Instant.from(at), id } };
  } catch {
    // Not one of ours, in whatever way: the caller is told the remedy.
    return refuse('INVALID_INPUT', 'query.cursor: is not one this list has given; begin without it', {
      fields: [{ path: 'query.cursor', message: 'use meta.nextCursor of the page before, or leave it out' }],
    });
  }
}
