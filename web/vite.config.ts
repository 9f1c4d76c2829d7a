import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { routes } from '../src/contract/routes.ts';
import { preCompress } from './pre-compress.ts';

/**
 * The client calls through the route table but only needs each route's method and path: the schemas check on the
 * server. Replacing the module while bundling keeps zod out of what a browser downloads.
 */
function slimRouteTable(): Plugin {
  const slim = Object.fromEntries(Object.entries(routes).map(([id, { method, path }]) => [id, { method, path }]));
  return {
    name: 'punctual:slim-route-table',
    enforce: 'pre',
    load(id) {
      if (!id.split('?')[0]?.endsWith('/src/contract/routes.ts')) return null;
      return `export const routes = ${JSON.stringify(slim)};`;
    },
  };
}

/**
 * Stands in for zod where the contract builds its schemas: lists and names beside them stay usable, the schemas
 * themselves are inert. Besides its weight, zod probes for `eval`, which our content policy reports as a violation.
 */
const INERT_SCHEMAS = `
const validating = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'spa']);
const inert = new Proxy(function () {}, {
  apply: () => inert,
  get: (_, name) => {
    if (validating.has(name)) throw new Error('The client does not validate; the server does.');
    return inert;
  },
});
export const z = inert;`;

function inertSchemas(): Plugin {
  const id = '\0punctual:inert-schemas';
  return {
    name: 'punctual:inert-schemas',
    enforce: 'pre',
    resolveId: (source, importer) => (source === 'zod' && importer?.includes('/src/contract/') === true ? id : null),
    load: (loaded) => (loaded === id ? INERT_SCHEMAS : null),
  };
}

/** The server a development page talks to; the browser sees one origin, as in production. */
const api = process.env['PUNCTUAL_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [slimRouteTable(), inertSchemas(), react(), tailwindcss(), preCompress()],
  server: { proxy: Object.fromEntries(['/v1', '/api', '/m/', '/oauth/'].map((path) => [path, api])) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    rolldownOptions: {
      // The contract's lists of names stand beside zod schemas; unused schemas are dropped, and zod with them.
      treeshake: {
        manualPureFunctions: ['z'],
        // Our modules only declare: what a page does not use of `ui/index.ts` then stays out of its download.
        moduleSideEffects: [{ test: /\/web\/src\/(ui|api|i18n|calendar|shell)\/.*\.tsx?$/, sideEffects: false }],
      },
    },
  },
});
