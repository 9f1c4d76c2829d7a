/** Instagram's three error shapes and the rows of its catalogue that the sandbox gives by itself (instagram.md 10, 11). */
import { json } from '../core/answers.ts';
import type { Fault } from '../core/faults.ts';
import type { Answer } from '../platform.ts';

export interface GraphError {
  readonly code: number;
  readonly subcode: number | null;
  readonly message: string;
  readonly status: number;
  readonly transient: boolean | null;
  /** Shown to people by clients: [title, text]. */
  readonly user: readonly [string, string] | null;
}

/** Short for rows of the catalogue; HTTP 400 unless said otherwise, as nearly everything is. */
export function graphError(
  code: number,
  subcode: number | null,
  message: string,
  more: Partial<GraphError> = {},
): GraphError {
  return { code, subcode, message, status: 400, transient: null, user: null, ...more };
}

/** The Graph shape: `{error: {message, type, code, error_subcode, …, fbtrace_id}}`. */
export function graphAnswer(error: GraphError, traceId: string): Answer {
  return json(error.status, {
    error: {
      message: error.message,
      type: 'OAuthException',
      code: error.code,
      ...(error.subcode === null ? {} : { error_subcode: error.subcode }),
      ...(error.transient === null ? {} : { is_transient: error.transient }),
      ...(error.user === null ? {} : { error_user_title: error.user[0], error_user_msg: error.user[1] }),
      fbtrace_id: traceId,
    },
  });
}

/** The shape of api.instagram.com (instagram.md 2.2). */
export function loginAnswer(message: string, status = 400, code = 400): Answer {
  return json(status, { error_type: 'OAuthException', code, error_message: message });
}

/** The shape of the upload host (instagram.md 5.6). */
export function uploadAnswer(type: string, message: string, retriable: boolean, status = 400): Answer {
  return json(status, { debug_info: { retriable, type, message } });
}

/** A fault of kind `error` in the shape of the endpoint it strikes. */
export function faultedAnswer(endpoint: string, loginHost: boolean, fault: Fault, traceId: string): Answer {
  const code = typeof fault.code === 'number' ? fault.code : 1;
  const status = fault.status ?? statusOf(code);
  const message = fault.message ?? messageOf(code, fault.subcode ?? null);
  if (loginHost) return loginAnswer(message, status, typeof fault.code === 'number' ? fault.code : 400);
  if (endpoint === 'rupload') {
    return uploadAnswer(
      typeof fault.code === 'string' ? fault.code : 'ProcessingFailedError',
      message,
      fault.transient ?? false,
      status,
    );
  }
  // Location and label errors carry a name instead of numbers (instagram.md 11).
  if (typeof fault.code === 'string') {
    return graphAnswer(
      graphError(100, fault.subcode ?? null, `${fault.code} ${fault.message ?? ''}`.trim(), {
        status: fault.status ?? 400,
      }),
      traceId,
    );
  }
  return graphAnswer(
    graphError(code, fault.subcode ?? null, message, {
      status,
      transient: fault.transient ?? (code === 2 ? true : null),
    }),
    traceId,
  );
}

function statusOf(code: number): number {
  if (code === 190 || code === 102) return 401;
  if (code === 10 || (code >= 200 && code <= 299)) return 403;
  return code === 1 || code === 2 ? 500 : 400;
}

function messageOf(code: number, subcode: number | null): string {
  return CATALOGUE[`${code}/${subcode ?? ''}`] ?? CATALOGUE[`${code}/`] ?? 'An unknown error occurred';
}

/** Messages for injected rows; what a client must go by are the numbers. */
const CATALOGUE: Readonly<Record<string, string>> = {
  '-2/2207003': 'Timed out downloading media. Please try again.',
  '-2/2207020': 'The media you are trying to access has expired. Please try to upload again.',
  '-1/2207001': 'Instagram server error. Please try again.',
  '-1/2207032': 'Failed to create media, please try to re-create.',
  '-1/2207053': 'Unknown upload error.',
  '-1/2207085': 'Fatal',
  '1/2207057': 'Thumbnail offset must be greater than or equal to 0 and less than video duration.',
  '2/': 'Service temporarily unavailable',
  '3/': 'Application does not have the capability to make this API call.',
  '4/': 'Application request limit reached',
  '4/2207051': 'Application request limit reached',
  '9/2207042': 'You reached the maximum number of posts that is allowed to be published by Content Publishing API.',
  '10/': 'Application does not have permission for this action',
  '17/': 'User request limit reached',
  '24/2207006': 'The media with the given id cannot be found.',
  '24/2207008': 'The media builder with the given creation id does not exist or has been expired.',
  '25/2207050': 'The Instagram account is restricted.',
  '32/': 'Page request limit reached',
  '100/': 'Invalid parameter',
  '100/33':
    'Unsupported get request. Object does not exist, cannot be loaded due to missing permissions, or does not support this operation.',
  '190/': 'Error validating access token.',
  '190/458': 'Error validating access token: The user has not authorized the application.',
  '190/460': 'Error validating access token: The session has been invalidated because the user changed the password.',
  '190/463': 'Error validating access token: Session has expired.',
  '190/467': 'Error validating access token: The session is invalid because the user logged out.',
  '200/': 'API access blocked.',
  '352/2207026': 'The video format is not supported. Please check spec for supported format.',
  '368/': 'The action attempted has been deemed abusive or is otherwise disallowed.',
  '613/': 'Calls to this api have exceeded the rate limit.',
  '9004/2207052': 'Only photo or video can be accepted as media type.',
  '9007/2207027': 'The media is not ready for publishing, please wait for a moment.',
  '36000/2207004': 'The image is too large to download. It should be less than 8 MiB.',
  '36001/2207005': 'The image format is not supported. Supported formats are: JPEG.',
  '36003/2207009':
    'The submitted image with aspect ratio cannot be published. Please submit an image with a valid aspect ratio.',
  '36004/2207010': 'The caption was too long.',
  '80002/': 'There have been too many calls to this Instagram account. Wait a bit and try again.',
};

/** The catalogue's row with its message, for the errors the sandbox gives by itself. */
export function catalogueError(code: number, subcode: number | null, more: Partial<GraphError> = {}): GraphError {
  return graphError(code, subcode, messageOf(code, subcode), { status: statusOf(code), ...more });
}
