/** `POST /{user}/media`: creating a container (instagram.md 5). */
import { fetchMedia } from '../core/fetch-media.ts';
import type { Fetched } from '../core/fetch-media.ts';
import type { KeptMedia } from '../core/media-store.ts';
import { containerStatus } from './container-status.ts';
import { catalogueError, graphError } from './errors.ts';
import type { GraphError } from './errors.ts';
import { parameter, refuse, reply } from './graph.ts';
import type { Reply, Visit } from './graph.ts';
import { newNodeId } from './ids.ts';
import { coverProblem, imageProblem, videoProblem } from './media-checks.ts';
import type { Container } from './state.ts';
import { listOf, readWishes, truthOf } from './wishes.ts';
import type { ContainerKind } from './wishes.ts';

const DAY_MS = 86_400_000;

/** Image faults come back at once; video faults only as container `ERROR` (instagram.md 5.3). */
export async function createContainer(visit: Visit): Promise<Reply> {
  const { core, state } = visit.instagram;
  const inWindow = state.containers.count({ owner: visit.account.id, since: visit.nowMs - DAY_MS + 1 });
  if (inWindow >= visit.settings.containerLimit) {
    return refuse(graphError(9, 2207042, 'The maximum number of containers in 24 hours has been reached.'));
  }
  const kind = kindOf(visit);
  if (!kind.ok) return refuse(kind.error);
  const isCarouselItem = truthOf(visit.parameters['is_carousel_item']) ?? false;
  const wishes = readWishes(visit.parameters, kind.value, isCarouselItem, visit.settings);
  if (!wishes.ok) return refuse(wishes.error);

  const blank: Container = {
    id: newNodeId(core.chance),
    accountId: visit.account.id,
    kind: kind.value,
    isCarouselItem,
    mediaKind: null,
    media: null,
    cover: null,
    children: [],
    wishes: wishes.value,
    createdAtMs: visit.nowMs,
    readyAtMs: visit.nowMs + core.chance.integer(...visit.settings.imageProcessingMs),
    failure: null,
    uploadSizeBytes: null,
    mediaId: null,
  };
  const filled = await fill(visit, blank);
  if (!filled.ok) return refuse(filled.error);
  saveContainer(visit, filled.value);
  return reply({
    id: filled.value.id,
    ...(filled.value.readyAtMs === null
      ? { uri: `${core.publicUrl}/ig-api-upload/${visit.request.params['version'] ?? 'v26.0'}/${filled.value.id}` }
      : {}),
  });
}

type Filled = { ok: true; value: Container } | { ok: false; error: GraphError };

function fill(visit: Visit, blank: Container): Filled | Promise<Filled> {
  switch (blank.kind) {
    case 'image':
      return fillImage(visit, blank);
    case 'reel':
      return fillVideo(visit, blank);
    case 'carousel':
      return fillCarousel(visit, blank);
  }
}

function saveContainer({ instagram }: Pick<Visit, 'instagram'>, container: Container): void {
  instagram.state.containers.put(container.id, container, { owner: container.accountId, at: container.createdAtMs });
}

function kindOf(visit: Visit): { ok: true; value: ContainerKind } | { ok: false; error: GraphError } {
  const type = parameter(visit, 'media_type');
  const isChild = truthOf(visit.parameters['is_carousel_item']) === true;
  switch (type) {
    case null:
    case '':
    case 'IMAGE':
      return { ok: true, value: 'image' };
    case 'REELS':
      if (!isChild) return { ok: true, value: 'reel' };
      return { ok: false, error: graphError(100, null, '(#100) Reels cannot be carousel items.') };
    case 'VIDEO':
      if (isChild) return { ok: true, value: 'reel' };
      return {
        ok: false,
        error: graphError(100, 2207067, 'Media type VIDEO is no longer supported. Use REELS instead.'),
      };
    case 'CAROUSEL':
      return { ok: true, value: 'carousel' };
    default:
      return { ok: false, error: graphError(100, 2207023, `The media type ${type} is unknown.`) };
  }
}

async function fillImage(visit: Visit, blank: Container): Promise<Filled> {
  const { core } = visit.instagram;
  const address = parameter(visit, 'image_url');
  if (address === null || address === '') {
    return { ok: false, error: graphError(100, null, '(#100) The parameter image_url is required') };
  }
  const fetched = await fetchFor(visit, address);
  if (!fetched.ok) return { ok: false, error: fetchError(fetched) };
  const problem = await imageProblem(core, fetched.media, visit.settings);
  if (problem !== null) return { ok: false, error: problem };
  return { ok: true, value: { ...blank, mediaKind: 'image', media: fetched.media } };
}

async function fillVideo(visit: Visit, blank: Container): Promise<Filled> {
  const cover = await fetchCover(visit);
  if (!cover.ok) return cover;
  const empty: Container = { ...blank, mediaKind: 'video', cover: cover.value };
  if (parameter(visit, 'upload_type') === 'resumable') {
    if (!visit.settings.resumableUpload) {
      return { ok: false, error: graphError(100, null, '(#100) upload_type is not available for this app.') };
    }
    return { ok: true, value: { ...empty, readyAtMs: null } };
  }
  const address = parameter(visit, 'video_url');
  if (address === null || address === '') {
    return { ok: false, error: graphError(100, null, '(#100) The parameter video_url is required') };
  }
  const fetched = await fetchFor(visit, address);
  if (fetched.ok) return { ok: true, value: await withVideo(visit, empty, fetched.media) };
  const subcode = fetchError(fetched).subcode;
  return { ok: true, value: { ...empty, failure: { subcode, text: fetched.detail } } };
}

/** The container once its bytes are there: processing starts now, and how it will end is already known. */
export async function withVideo(
  { instagram: { core }, settings, nowMs }: Pick<Visit, 'instagram' | 'settings' | 'nowMs'>,
  container: Container,
  media: KeptMedia,
): Promise<Container> {
  const problem = await videoProblem(core, media, container.wishes.thumbOffsetMs, settings);
  const [shortest, longest] = settings.reelProcessingMs;
  const growth = (longest - shortest) * Math.min(1, media.sizeBytes / settings.reelLargestBytes);
  return {
    ...container,
    media,
    readyAtMs: nowMs + Math.round(shortest + growth),
    failure: problem === null ? null : { subcode: problem.subcode, text: problem.reason },
  };
}

async function fetchCover(
  visit: Visit,
): Promise<{ ok: true; value: KeptMedia | null } | { ok: false; error: GraphError }> {
  const address = parameter(visit, 'cover_url');
  if (address === null || address === '') return { ok: true, value: null };
  const fetched = await fetchFor(visit, address);
  if (!fetched.ok) return { ok: false, error: fetchError(fetched) };
  const problem = await coverProblem(visit.instagram.core, fetched.media);
  return problem === null ? { ok: true, value: fetched.media } : { ok: false, error: problem };
}

function fetchFor({ instagram: { core }, settings, fault }: Visit, address: string): Promise<Fetched> {
  if (fault?.kind === 'fetch_failed') {
    return Promise.resolve({ ok: false, reason: 'unreachable', detail: 'injected' });
  }
  if (fault?.kind === 'fetch_timeout') return Promise.resolve({ ok: false, reason: 'timeout', detail: 'injected' });
  return fetchMedia(core.media, address, {
    timeoutMs: settings.fetchTimeoutMs,
    // Room to see that a file is over the limit, and by how much it is not our business.
    maxBytes: settings.reelLargestBytes * 2,
    allowedPrefixes: settings.fetchPrefixes,
  });
}

function fetchError(fetched: Exclude<Fetched, { ok: true }>): GraphError {
  return fetched.reason === 'timeout' ? catalogueError(-2, 2207003) : catalogueError(9004, 2207052);
}

function fillCarousel(visit: Visit, blank: Container): Filled {
  const { state } = visit.instagram;
  const ids = childIds(visit.parameters['children']);
  if (ids.length < 2 || ids.length > 10) {
    return { ok: false, error: graphError(100, 2207028, 'A carousel needs between 2 and 10 items.') };
  }
  const children: Container[] = [];
  for (const id of ids) {
    const child = state.containers.get(id);
    if (child === null || child.accountId !== visit.account.id || !child.isCarouselItem || child.mediaId !== null) {
      return {
        ok: false,
        error: graphError(100, null, `(#100) Invalid parameter: children: ${id} is not a carousel item.`),
      };
    }
    const { code } = containerStatus(visit, child);
    if (code === 'EXPIRED') return { ok: false, error: catalogueError(-2, 2207020) };
    if (code === 'ERROR') return { ok: false, error: catalogueError(-1, 2207032) };
    if (code !== 'FINISHED') return { ok: false, error: catalogueError(9007, 2207027) };
    children.push(child);
  }
  return { ok: true, value: { ...blank, children: children.map((child) => child.id) } };
}

/** A comma list, a JSON array as text, or an array. */
function childIds(given: unknown): string[] {
  if (typeof given === 'string' && !given.trim().startsWith('[')) {
    return given
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
  }
  return (listOf(given) ?? []).map(String);
}
