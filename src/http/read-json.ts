import type { FastifyError, FastifyInstance } from 'fastify';
import type { FieldProblem } from '../contract/problem.ts';

/** What cannot be stored: PostgreSQL's text has no place for it, and no keyboard makes it. */
const NUL = '\0';

/** A body that was read but cannot be taken; `fields` name where. */
export class UnusableBody extends Error implements Pick<FastifyError, 'statusCode'> {
  readonly statusCode = 400;
  readonly fields: FieldProblem[];
  constructor(fields: FieldProblem[]) {
    super('the body holds what cannot be stored');
    this.fields = fields;
  }
}

/**
 * Reads JSON bodies of every route. No body at all is none, whatever the content type says: many clients send the
 * header with every request.
 */
export function registerJsonReader(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text.trim() === '') return done(null, undefined);
    void parse(request, text, (error, value) => {
      if (error) return done(error);
      const fields = pathsWithNul(value).map((path) => ({
        path,
        message: 'holds a NUL character (\\u0000), which cannot be stored; take it out',
      }));
      return fields.length > 0 ? done(new UnusableBody(fields)) : done(null, value);
    });
  });
}

function pathsWithNul(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return value.includes(NUL) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key.includes(NUL) ? [[...path, key.replaceAll(NUL, '')].join('.')] : pathsWithNul(item, [...path, key]),
  );
}
