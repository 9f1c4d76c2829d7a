export interface StudioAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const META = { requestId: 'studio', latencyMs: 1 };

export function ok(data: unknown, status = 200): StudioAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ data: data ?? null, error: null, meta: META }),
  };
}

export function refuse(status: number, code: string, message: string, details?: unknown): StudioAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ data: null, error: { code, message, details }, meta: META }),
  };
}
