import type { FastifyRequest } from 'fastify';
import type { Locale } from '../contract/me.ts';

/** The language of messages: what the client asks for, English otherwise. */
export function localeOf(request: FastifyRequest): Locale {
  const wanted = request.headers['accept-language'] ?? '';
  const first = wanted
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((language) => language === 'es' || language === 'en');
  return first === 'es' ? 'es' : 'en';
}
