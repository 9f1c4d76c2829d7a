/** `npm run simulate`; see test/simulation/main.ts. By address: the scripts' own project knows nothing of the tests'. */
await import(new URL('../test/simulation/main.ts', import.meta.url).href);
