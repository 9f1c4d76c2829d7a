import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';

let browser: Browser;
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<title>Punctual</title><button onclick="this.textContent = `pressed`">press</button>');
});

beforeAll(async () => {
  browser = await launchBrowser();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await browser.close();
  server.close();
});

it('shows and works a page of ours, and takes a picture of it', async () => {
  const page = await browser.newPage();
  const address = server.address();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  await page.getByRole('button').click();
  expect(await page.getByRole('button').textContent()).toBe('pressed');
  const picture = await page.screenshot();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
});

it('keeps the rules of the web that our security rests on', async () => {
  const page = await browser.newPage();
  await page.goto('about:blank');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  const read = await page.evaluate(
    (target) =>
      fetch(target).then(
        () => 'read',
        () => 'refused',
      ),
    url,
  );
  expect(read).toBe('refused');
});
