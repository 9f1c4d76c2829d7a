import type { FastifyRequest } from 'fastify';
import type { HttpContext } from './context.ts';

/** Nothing from elsewhere runs, frames us or is told where a person came from (spec.md 8). */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

export function securityHeaders(request: FastifyRequest, context: HttpContext): Record<string, string> {
  return {
    // The API's documentation page brings its own inline script.
    ...(request.url.startsWith('/docs') ? {} : { 'content-security-policy': POLICY }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
    ...(context.settings.publicUrl?.startsWith('https:') === true
      ? { 'strict-transport-security': 'max-age=31536000' }
      : {}),
  };
}
