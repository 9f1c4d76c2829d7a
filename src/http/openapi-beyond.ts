import { z } from 'zod';
import { Change } from '../contract/change.ts';
import { ProposalDone, ProposeCalendar, ProposedPiece } from '../contract/proposal.ts';

/** What this server answers beside the route table: streams, uploads, sign-in, what platforms and monitors ask. */
export function pathsBeyondTheTable(): Record<string, Record<string, unknown>> {
  return { ...STREAMS, ...UPLOADS, ...SIGN_IN, ...WEBHOOKS, ...HEALTH };
}

const NO_SESSION = { security: [] };
const error = { $ref: '#/components/schemas/Error' };
const refused = (description: string) => ({ description, content: { 'application/json': { schema: error } } });
const jsonBody = (schema: unknown) => ({ required: true, content: { 'application/json': { schema } } });
const text = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: { type: 'string' } } },
});

const STREAMS = {
  '/v1/events': {
    get: {
      operationId: 'listenToEvents',
      tags: ['calendar'],
      summary: 'What changed, as it changes (server-sent events); read it again then',
      description: `Each event's data: ${shape(Change)}. The first tell what changed in the 15 seconds before. A comment every 15 seconds keeps the stream open.`,
      responses: { '200': text('text/event-stream', 'The stream'), '401': refused('UNAUTHENTICATED') },
    },
  },
  '/v1/ai/calendar': {
    post: {
      operationId: 'proposeCalendar',
      tags: ['suggestions'],
      summary: 'Propose posts for a span of days (server-sent events); they are stored as they come',
      description: `Events: \`piece\` with ${shape(ProposedPiece)}; \`note\`; at the end \`done\` with ${shape(ProposalDone)}, or \`error\` with code and message. Comments keep the stream open.`,
      requestBody: jsonBody(z.toJSONSchema(ProposeCalendar, { io: 'input' })),
      responses: {
        '200': text('text/event-stream', 'The stream'),
        '400': refused('INVALID_INPUT'),
        '401': refused('UNAUTHENTICATED'),
        '404': refused('NOT_FOUND'),
        '429': refused('RATE_LIMITED'),
      },
    },
  },
};

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});
const tusVersion = header('Tus-Resumable', '1.0.0');
const uploadId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

const UPLOADS = {
  '/v1/uploads': {
    post: {
      operationId: 'beginUpload',
      tags: ['media'],
      summary: 'Begin a resumable upload (tus 1.0)',
      parameters: [
        tusVersion,
        header('Upload-Length', 'Bytes of the whole file'),
        header('Upload-Metadata', '`filename` and `filetype`, each in base64'),
      ],
      responses: {
        '201': { description: 'Begun; Location names where the bytes go' },
        '413': refused('TOO_LARGE for its declared kind'),
        '422': refused('UNSUPPORTED_MEDIA'),
      },
    },
  },
  '/v1/uploads/{id}': {
    head: {
      operationId: 'readUploadOffset',
      tags: ['media'],
      summary: 'How much of it is here (`Upload-Offset`)',
      parameters: [uploadId, tusVersion],
      responses: { '200': { description: 'Known' } },
    },
    patch: {
      operationId: 'continueUpload',
      tags: ['media'],
      summary: 'Bytes from an offset on; the answer that completes the file carries `Asset-Id`',
      parameters: [uploadId, tusVersion, header('Upload-Offset', 'Where these bytes begin')],
      requestBody: {
        required: true,
        content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: {
        '204': { description: 'Taken; `Asset-Id` when this was the last of it' },
        '409': refused('VERSION_CONFLICT: the offset is not where the file ends'),
        '422': refused('UNSUPPORTED_MEDIA: not what it claims; no asset was made'),
      },
    },
    delete: {
      operationId: 'abandonUpload',
      tags: ['media'],
      summary: 'Give an upload up',
      parameters: [uploadId, tusVersion],
      responses: { '204': { description: 'Gone' } },
    },
  },
};

const credentials = { email: { type: 'string', format: 'email' }, password: { type: 'string', minLength: 8 } };
const signIn = (operationId: string, summary: string, properties: Record<string, unknown>, refusals: object) => ({
  post: {
    operationId,
    tags: ['me'],
    summary,
    ...NO_SESSION,
    requestBody: jsonBody({ type: 'object', required: Object.keys(properties), properties }),
    responses: { '200': { description: 'Done; the session is a cookie' }, ...refusals },
  },
});
const plain = (description: string) => ({ description });

const SIGN_IN = {
  '/api/auth/sign-up/email': signIn(
    'signUp',
    'Make the owner, and sign in; open until the first owner exists, unless SIGN_UP_OPEN',
    { name: { type: 'string' }, ...credentials },
    { '403': plain('SIGN_UP_CLOSED') },
  ),
  '/api/auth/sign-in/email': signIn('signIn', 'Sign in', credentials, {
    '401': plain('Wrong e-mail address or password'),
    '429': plain('Too many tries; Retry-After says when to come back'),
  }),
  '/api/auth/sign-out': signIn('signOut', 'Sign out', {}, {}),
};

const webhook = (operationId: string, summary: string) => ({
  operationId,
  tags: ['webhooks'],
  summary,
  ...NO_SESSION,
  responses: { '200': { description: 'Taken' }, '401': refused('INVALID_SIGNATURE') },
});

const WEBHOOKS = {
  '/webhooks/ig': {
    get: {
      ...webhook('verifyInstagramWebhook', "Instagram's handshake: answers hub.challenge"),
      responses: { '200': text('text/plain', 'hub.challenge'), '403': refused('FORBIDDEN') },
    },
    post: webhook('receiveInstagramWebhook', 'Signed by X-Hub-Signature-256'),
  },
  '/webhooks/ig/deauthorize': {
    post: webhook('receiveInstagramDeauthorization', 'A signed_request: access withdrawn'),
  },
  '/webhooks/ig/data-deletion': { post: webhook('receiveInstagramDataDeletion', 'A signed_request: erase the data') },
  '/webhooks/tiktok': { post: webhook('receiveTiktokWebhook', 'Signed by TikTok-Signature') },
};

const probe = (operationId: string, summary: string, responses: object) => ({
  get: { operationId, tags: ['health'], summary, ...NO_SESSION, responses },
});

const HEALTH = {
  '/healthz': probe('isAlive', 'This process answers', { '200': plain('It does') }),
  '/readyz': probe('isReady', 'Posts would go out: database, migrations, a worker seen within 15 seconds', {
    '200': plain('Ready'),
    '503': plain('Not ready; `checks` say what is wrong'),
  }),
  '/metrics': probe('readMetrics', 'Prometheus text of this process', { '200': text('text/plain', 'The metrics') }),
};

/** A schema's fields in a line; the whole of it would drown a description. */
function shape(schema: z.ZodObject): string {
  return `\`{${Object.keys(schema.shape).join(', ')}}\``;
}
