import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { routes } from '../src/contract/routes.ts';

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

/** The server a development page talks to; the browser sees one origin, as in production. */
const api = process.env['PUNCTUAL_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [slimRouteTable(), react(), tailwindcss()],
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
