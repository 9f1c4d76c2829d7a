/** TikTok's three answer shapes, and the codes of its publishing endpoints (tiktok.md 2.2, 3, 5.3, 9). */
import { json, text } from '../core/answers.ts';
import type { Fault } from '../core/faults.ts';
import type { Answer } from '../platform.ts';

export interface ApiError {
  readonly code: string;
  readonly message: string;
  /** HTTP. */
  readonly status: number;
}

interface Row {
  readonly status: number;
  readonly message: string;
}

const ROWS: Readonly<Record<string, Row>> = {
  invalid_param: { status: 400, message: 'The request parameters are invalid.' },
  invalid_params: { status: 400, message: 'The request parameters are invalid.' },
  app_version_check_failed: { status: 400, message: "The user's app version is too old for this kind of post." },
  invalid_publish_id: { status: 400, message: 'The publish_id does not exist.' },
  token_not_authorized_for_specified_publish_id: {
    status: 400,
    message: 'The access_token does not have authorization to handle the specified publish_id.',
  },
  publish_not_cancellable: { status: 400, message: 'The publish can no longer be cancelled.' },
  invalid_file_upload: { status: 400, message: 'The uploaded file does not meet the requirements.' },
  scope_permission_missed: { status: 400, message: 'Additional scopes are required to access these fields.' },
  access_token_invalid: { status: 401, message: 'The access token is invalid or not found in the request.' },
  scope_not_authorized: { status: 401, message: 'The user did not authorize the scope required for this request.' },
  spam_risk_too_many_posts: {
    status: 403,
    message: 'The daily post cap from the API is reached for the current user.',
  },
  spam_risk_user_banned_from_posting: { status: 403, message: 'The user is banned from making new posts.' },
  spam_risk_too_many_pending_share: {
    status: 403,
    message: 'There may be at most 5 pending shares within any 24-hour period.',
  },
  reached_active_user_cap: {
    status: 403,
    message: 'The daily quota for active publishing users from your client is reached.',
  },
  unaudited_client_can_only_post_to_private_accounts: {
    status: 403,
    message:
      'Unaudited clients can only post to a private account. The publish attempt is blocked when calling the API.',
  },
  url_ownership_unverified: { status: 403, message: 'Please verify the ownership of the URL for this app.' },
  privacy_level_option_mismatch: {
    status: 403,
    message: 'Privacy level is not specified or does not match the options of the creator_info call.',
  },
  rate_limit_exceeded: { status: 429, message: 'The request is blocked due to exceeding the API rate limit.' },
  internal_error: { status: 500, message: 'Something went wrong. Please try again later.' },
};

/** What creator_info tells with HTTP 200 on purpose (tiktok.md 4). */
const CALM_REFUSALS = ['spam_risk_too_many_posts', 'spam_risk_user_banned_from_posting', 'reached_active_user_cap'];

/** A row of the table; codes it does not know are HTTP 400. */
export function apiError(code: string, message?: string): ApiError {
  const row = ROWS[code] ?? { status: 400, message: code };
  return { code, status: row.status, message: message ?? row.message };
}

export function invalidParam(message: string): ApiError {
  return apiError('invalid_param', message);
}

/** The envelope of a success. */
export function dataAnswer(data: unknown, logId: string): Answer {
  return json(200, { data, error: { code: 'ok', message: '', log_id: logId } });
}

/** The envelope of a refusal. */
export function errorAnswer(endpoint: string, error: ApiError, logId: string): Answer {
  const calm = endpoint === 'creator_info' && CALM_REFUSALS.includes(error.code);
  return json(calm ? 200 : error.status, {
    data: {},
    error: { code: error.code, message: error.message, log_id: logId },
  });
}

/** The flat shape of the OAuth endpoints. */
export function oauthAnswer(status: number, error: string, description: string, logId: string): Answer {
  return json(status, { error, error_description: description, log_id: logId });
}

/** Upload answers are their status; the text is a courtesy of the sandbox. */
export function uploadAnswer(status: number, reason: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return text(status, reason, headers);
}

/** A fault of kind `error` in the shape of the endpoint it strikes; `status` over the code's own. */
export function faultedAnswer(endpoint: string, fault: Fault, oauthStatus: number, logId: string): Answer {
  if (endpoint === 'upload' || endpoint === 'upload_last') {
    const code = typeof fault.code === 'number' ? fault.code : 500;
    return uploadAnswer(fault.status ?? code, fault.message ?? 'fault');
  }
  const code = String(fault.code ?? 'internal_error');
  if (endpoint === 'token' || endpoint === 'refresh' || endpoint === 'revoke') {
    const status = fault.status ?? (code === 'internal_error' ? 500 : oauthStatus);
    return oauthAnswer(status, code, fault.message ?? 'The request could not be served.', logId);
  }
  const error = apiError(code, fault.message ?? undefined);
  const answer = errorAnswer(endpoint, error, logId);
  return typeof fault.status === 'number' ? { ...answer, status: fault.status } : answer;
}
