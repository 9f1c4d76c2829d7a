import type { FastifyRequest } from 'fastify';
import type { HttpContext } from './context.ts';

/** Nothing from elsewhere runs, frames us or is told where a person came from (spec.md 8). */
function policyOf(context: HttpContext): string {
  // Avatars are shown from where the platform keeps them; the sandbox keeps them without https.
  const pictures = context.settings.sandboxUrl ?? '';
  return ["default-src 'self'", `img-src 'self' data: blob: https: ${pictures}`.trim(), ...RULES].join('; ');
}

const RULES = [
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
];

export function securityHeaders(request: FastifyRequest, context: HttpContext): Record<string, string> {
  return {
    // The API's documentation page brings its own inline script.
    ...(request.url.startsWith('/docs') ? {} : { 'content-security-policy': policyOf(context) }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
    ...(context.settings.publicUrl?.startsWith('https:') === true
      ? { 'strict-transport-security': 'max-age=31536000' }
      : {}),
  };
}
