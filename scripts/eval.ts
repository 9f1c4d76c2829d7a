/** `npm run eval [-- --write | --check | --verbose | --provider … --model …]`: see test/eval/main.ts. */
await import(new URL('../test/eval/main.ts', import.meta.url).href);
