/** A face for every account, drawn from its name. */
import { createHash } from 'node:crypto';
import { html } from '../core/html.ts';
import type { Answer } from '../platform.ts';

export function avatar(username: string): Answer {
  const hue = (createHash('sha256').update(username).digest()[0] ?? 0) * 1.4;
  const drawing = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
    <rect width="64" height="64" fill="hsl(${Math.round(hue)} 45% 42%)" />
    <text x="32" y="42" text-anchor="middle" font-family="Georgia, serif" font-size="30" fill="#fff">
      ${username.charAt(0).toUpperCase()}
    </text>
  </svg>`;
  return {
    status: 200,
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
    body: drawing.markup,
  };
}
