import {
  Kysely,
  OperationNodeTransformer,
  PostgresDialect,
  sql,
  type KyselyPlugin,
  type PrimitiveValueListNode,
  type RawBuilder,
  type Transaction,
  type ValueNode,
} from 'kysely';
import pg from 'pg';
import { ArrivingRows } from './arriving-rows.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;

/** Type ids of PostgreSQL's catalogue. */
const TIMESTAMPTZ = 1184;
const INT8 = 20;

/**
 * Opens a pool. Instants come back as Temporal.Instant; `bigint` columns as numbers (sizes and fencing tokens stay
 * far below 2^53). Waiting for a connection for longer than `connectTimeoutMs` is an error, not a hang.
 */
export function openPool(
  url: string,
  options: { max?: number; connectTimeoutMs?: number; applicationName?: string } = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    application_name: options.applicationName ?? 'punctual',
    // A process that froze in the middle of a transaction (a sleeping machine) must not keep the others from its rows.
    // Longer than two calls of a token refresh, which holds the account while the platform is asked.
    idle_in_transaction_session_timeout: 120_000,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
        if (oid === TIMESTAMPTZ) return (text: string) => Temporal.Instant.from(text.replace(' ', 'T'));
        if (oid === INT8) return Number;
        return pg.types.getTypeParser(oid, format);
      }) as typeof pg.types.getTypeParser,
    },
  });
  surviveLostConnections(pool);
  return pool;
}

/**
 * A connection that breaks ends neither the pool nor the process. An idle one is replaced at the next query, which
 * reports if the server is really gone; one in somebody's hands says so itself as well, and whoever holds it learns
 * it from their query. Without a listener of its own that word would be an uncaught exception.
 */
export function surviveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

export function databaseOn(pool: pg.Pool): Database {
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool, cursor: ArrivingRows }),
    plugins: [instantsAsText],
  });
}

/** A value for a jsonb column. Needed for arrays above all, which the driver would otherwise write as SQL arrays. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}

/** The driver knows no Temporal: every instant among the parameters travels as ISO text. */
class InstantsAsText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    const transformed = super.transformValue(node);
    return { ...transformed, value: asText(transformed.value) };
  }
  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    const transformed = super.transformPrimitiveValueList(node);
    return { ...transformed, values: transformed.values.map(asText) };
  }
}

function asText(value: unknown): unknown {
  return value instanceof Temporal.Instant ? value.toString() : value;
}

const transformer = new InstantsAsText();
const instantsAsText: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: ({ result }) => Promise.resolve(result),
};
