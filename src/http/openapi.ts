import { z } from 'zod';
import { ErrorEnvelope, Meta } from '../contract/envelope.ts';
import { PROBLEMS, type ProblemCode } from '../contract/problem.ts';
import type { Route } from '../contract/route.ts';
import { routes } from '../contract/routes.ts';
import { pathsBeyondTheTable } from './openapi-beyond.ts';

/** What any route may answer besides its own problems. */
const COMMON: readonly ProblemCode[] = [
  'INVALID_INPUT',
  'UNAUTHENTICATED',
  'FOREIGN_ORIGIN',
  'NOT_FOUND',
  'RATE_LIMITED',
  'INTERNAL',
  'UNAVAILABLE',
];

/** The OpenAPI 3.1 document, printed from the route table: the schemas that validate are those that are shown. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, route] of Object.entries(routes) as [string, Route][]) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(id, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Punctual',
      version: '1',
      description: `Posts to Instagram and TikTok on time.\n\nEvery answer is an envelope of \`data\`, \`error\` and \`meta\`.\n\n${problemTable()}`,
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { apiKey: [] }],
    paths: { ...paths, ...pathsBeyondTheTable() },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'punctual.session_token' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key made in the settings (`pk_…`).' },
      },
      schemas: { Error: jsonSchema(ErrorEnvelope, 'output'), Meta: jsonSchema(Meta, 'output') },
    },
  };
}

function operation(id: string, route: Route): Record<string, unknown> {
  const codes = [...new Set([...COMMON, ...(route.problems ?? [])])];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].toSorted((left, right) => left - right);
  return {
    operationId: id,
    tags: [route.tag],
    summary: route.summary,
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } },
        }),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'Done',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['data', 'error', 'meta'],
              properties: {
                data: jsonSchema(route.reply, 'output'),
                error: { type: 'null' },
                meta: { $ref: '#/components/schemas/Meta' },
              },
            },
          },
        },
      },
      ...Object.fromEntries(
        statuses.map((status) => [
          String(status),
          {
            description: codes.filter((code) => PROBLEMS[code].status === status).join(', '),
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
        ]),
      ),
    },
  };
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): Record<string, unknown>[] {
  if (schema === undefined) return [];
  const json = jsonSchema(schema, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (json.required ?? []).includes(name),
    schema: property,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Record<string, unknown>;
  return json;
}

function problemTable(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, meaning }]) => `| \`${code}\` | ${status} | ${meaning} |`,
  );
  return ['| code | status | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
