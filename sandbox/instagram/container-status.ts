/** `GET /{container}`: where a container stands, computed from the clock (instagram.md 5.5). */
import { missingNode, parameter, refuse, reply, selectFields } from './graph.ts';
import type { Reply, Visit } from './graph.ts';
import type { Container } from './state.ts';

export type StatusCode = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED';

interface Status {
  readonly code: StatusCode;
  readonly text: string;
}

const DAY_MS = 86_400_000;

/** Needs no more of a visit than the clock, the posts and the settings. */
export function containerStatus(
  { instagram: { state }, settings, nowMs }: Pick<Visit, 'instagram' | 'settings' | 'nowMs'>,
  container: Container,
): Status {
  const expired = nowMs >= container.createdAtMs + DAY_MS;
  if (container.mediaId !== null) {
    const publishedAtMs = state.posts.get(container.mediaId)?.publishedAtMs ?? 0;
    if (nowMs < publishedAtMs) return { code: 'IN_PROGRESS', text: 'In Progress: Media is still being published.' };
    // Whether a published container later reads EXPIRED is undocumented: a setting (instagram.md 12.6).
    if (!expired || !settings.publishedContainersExpire) {
      return { code: 'PUBLISHED', text: 'Published: Media has been successfully published.' };
    }
  }
  if (expired) return { code: 'EXPIRED', text: 'Expired: Media was not published within 24 hours.' };
  if (container.readyAtMs === null || nowMs < container.readyAtMs) {
    return { code: 'IN_PROGRESS', text: 'In Progress: Media is still being processed.' };
  }
  if (container.failure !== null) return { code: 'ERROR', text: failureText(container.failure) };
  return { code: 'FINISHED', text: 'Finished: Media has been uploaded and it is ready to be published.' };
}

function failureText(failure: NonNullable<Container['failure']>): string {
  if (failure.subcode === null) return `Error: ${failure.text}`;
  return `Error: Media upload has failed with error code ${failure.subcode}`;
}

export function readContainer(visit: Visit): Reply {
  const { core, state } = visit.instagram;
  let container = state.containers.get(visit.nodeId);
  if (container === null || container.accountId !== visit.account.id) return refuse(missingNode(visit.nodeId));
  if (visit.fault?.kind === 'container_error' && container.mediaId === null) {
    container = failed(container, visit);
    state.containers.put(container.id, container);
  }
  const stuck = visit.fault?.kind === 'stuck_in_progress';
  const status = stuck
    ? { code: 'IN_PROGRESS', text: 'In Progress: Media is still being processed.' }
    : containerStatus(visit, container);
  const asked = parameter(visit, 'fields');
  const node = {
    id: container.id,
    status_code: status.code,
    status: status.text,
    copyright_check_status: {
      status: status.code === 'IN_PROGRESS' ? 'in_progress' : 'completed',
      matches_found: false,
    },
    video_status: videoStatus(container, status.code, core.media.uploadedBytes(container.id)),
  };
  return asked === null ? reply({ id: container.id }) : selectFields(node, asked, ['id'], 'IGContainer');
}

/** Lasting: a container that failed does not become good again when the fault is used up. */
function failed(container: Container, { fault, nowMs }: Visit): Container {
  return {
    ...container,
    readyAtMs: Math.min(container.readyAtMs ?? nowMs, nowMs),
    failure: { subcode: fault?.subcode ?? null, text: fault?.message ?? 'Media could not be processed.' },
  };
}

function videoStatus(container: Container, code: string, uploaded: number): unknown {
  if (container.mediaKind !== 'video') return undefined;
  const allIn = container.media !== null;
  return {
    uploading_phase: {
      status: allIn ? 'complete' : uploaded > 0 ? 'in_progress' : 'not_started',
      bytes_transferred: container.media?.sizeBytes ?? uploaded,
    },
    processing_phase: {
      status: !allIn ? 'not_started' : code === 'IN_PROGRESS' ? 'in_progress' : code === 'ERROR' ? 'error' : 'complete',
    },
  };
}
