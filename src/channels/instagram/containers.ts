import { z } from 'zod';
import type { PublishMedia } from '../adapter.ts';
import { carouselForm, childForm, singleForm } from './container-form.ts';
import { GraphId } from './graph-json.ts';
import type { Container } from './progress.ts';
import { giveUp, moment, type InstagramKind, type Part, type Turn } from './turn.ts';
import { sendBytes } from './upload.ts';
import { waitUntilFinished } from './poll.ts';

/** Instagram looks at an image while the call waits. */
const TIMEOUT_MS = 90_000;

/** Makes what is to be published, or takes up what is there already, and waits until it is ready. */
export async function* prepareContainer(turn: Turn, kind: InstagramKind): Part<Container> {
  if (kind === 'carousel') return yield* prepareCarousel(turn);
  const [file] = turn.request.media;
  if (file === undefined) throw new TypeError('a post without files has no kind');
  const byUpload = turn.settings.resumableUpload && file.kind === 'video';
  if (turn.journal.progress.container === null) {
    const made = yield* create(turn, () => singleForm(turn, file, kind, byUpload), 'container');
    if (!made.ok) return made;
    yield turn.journal.note({ container: made.value, polling: null }, 'container made', { id: made.value.id });
  }
  const uploaded = yield* uploadInto(turn, turn.journal.progress.container, file, (container) => ({ container }));
  if (!uploaded.ok) return uploaded;
  return yield* waitForWhole(turn);
}

/** All items first, side by side; the parent only when each is `FINISHED` (instagram.md 5.5). */
async function* prepareCarousel(turn: Turn): Part<Container> {
  const { journal, request } = turn;
  if (journal.progress.container === null) {
    for (const [index, file] of request.media.entries()) {
      const child = yield* prepareChild(turn, file, index);
      if (!child.ok) return child;
    }
    const ready = yield* waitUntilFinished(
      turn,
      () => journal.progress.children,
      (index, child) => ({ children: journal.progress.children.with(index, child) }),
    );
    if (!ready.ok) return ready;
    const ids = ready.value.map((child) => child.id);
    const made = yield* create(turn, () => Promise.resolve(carouselForm(turn, ids)), 'carousel');
    if (!made.ok) return made;
    yield journal.note({ container: made.value, polling: null }, 'carousel made', { id: made.value.id });
  }
  return yield* waitForWhole(turn);
}

async function* prepareChild(turn: Turn, file: PublishMedia, index: number): Part<null> {
  const { journal, request, settings } = turn;
  const place = `item ${index + 1}/${request.media.length}`;
  const byUpload = settings.resumableUpload && file.kind === 'video';
  const replaced = (child: Container | null) => ({
    children: request.media.map((_, at) => (at === index ? child : (journal.progress.children[at] ?? null))),
  });
  const known = journal.progress.children[index] ?? null;
  if (known === null) {
    const made = yield* create(turn, () => childForm(turn, file, index, byUpload), place);
    if (!made.ok) return made;
    yield journal.note({ ...replaced(made.value), polling: null }, `${place} made`, { id: made.value.id });
  }
  return yield* uploadInto(turn, journal.progress.children[index] ?? null, file, replaced);
}

/** With a resumable upload the container waits for bytes; otherwise there is nothing to do. */
async function* uploadInto(
  turn: Turn,
  container: Container | null,
  file: PublishMedia,
  replaced: (container: Container | null) => Partial<Turn['journal']['progress']>,
): Part<null> {
  if (container === null || container.uploadPath === null) return { ok: true, value: null };
  return yield* sendBytes(turn, { ...container, uploadPath: container.uploadPath }, file, replaced);
}

async function* waitForWhole(turn: Turn): Part<Container> {
  const ready = yield* waitUntilFinished(
    turn,
    () => [turn.journal.progress.container],
    (_, container) => ({ container, ...(container === null ? { children: [] } : {}) }),
  );
  if (!ready.ok) return ready;
  const [container] = ready.value;
  if (container === undefined) throw new TypeError('nothing was waited for');
  return { ok: true, value: container };
}

const Created = z.object({ id: GraphId, uri: z.string().optional() });

/**
 * One `POST /{user}/media`. A lost answer leaves an orphan behind, invisible and harmless, and one of 400 a day is gone
 * (instagram.md 12): so it is simply made again.
 */
async function* create(turn: Turn, form: () => Promise<Record<string, string>>, name: string): Part<Container> {
  const { api, accountId, clock, journal } = turn;
  yield journal.note({}, `making ${name}`);
  const answer = await api.post(`${accountId}/media`, await form(), Created, TIMEOUT_MS);
  if (answer.kind !== 'ok') return yield* giveUp(turn, answer, 'create', name);
  const { id, uri } = answer.value;
  const uploadPath = uri === undefined ? null : pathOf(uri);
  return { ok: true, value: { id, createdAt: moment(clock.now()), finishedAt: null, uploadPath } };
}

/** Only the path is taken from the answer: the token goes to the host of our settings and to no other. */
function pathOf(uri: string): string | null {
  const url = URL.parse(uri);
  return url === null ? null : url.pathname + url.search;
}
