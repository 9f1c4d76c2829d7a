import { describe, expect, it } from 'vitest';
import { answer } from './testing/studio.ts';
import { aStudio, SOON, PIXEL, studioBrowser } from './testing/studio-browser.ts';

/** Files on their way into a post, over connections that break. */
const stage = studioBrowser();

const imageFile = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(name) });

describe('uploads', () => {
  it('go on from where the connection broke', async () => {
    const studio = aStudio({ breakUploadAt: 1000 });
    const { modal } = await stage.open(studio, '/?post=new');
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'jar.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(5000, 7) });
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
    expect(studio.uploads.size).toBe(1);
  });

  it('learn what became of a file although the last answer was lost', async () => {
    const studio = aStudio();
    const { context, modal } = await stage.open(studio, '/?post=new');
    let lose = true;
    await context.route('**/v1/uploads/*', async (route) => {
      const request = route.request();
      if (!lose || request.method() !== 'PATCH') return route.fallback();
      lose = false;
      const body = new Uint8Array(request.postDataBuffer() ?? []);
      const path = new URL(request.url()).pathname;
      answer(studio, {
        method: 'PATCH',
        path,
        query: new URLSearchParams(),
        headers: await request.allHeaders(),
        body,
      });
      return route.abort();
    });
    await modal.locator('input[type=file]').first().setInputFiles(imageFile('jar.jpg'));
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
    expect(studio.assets.filter((asset) => asset.filename === 'jar.jpg')).toHaveLength(1);
  });

  it('can be paused and gone on with', async () => {
    const studio = aStudio();
    const { context, modal } = await stage.open(studio, '/?post=new');
    let away = true;
    await context.route('**/v1/uploads/*', (route) =>
      away && route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    );
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'jar.jpg', mimeType: 'image/jpeg', buffer: PIXEL });
    await modal.getByRole('button', { name: 'Pause jar.jpg' }).click();
    await modal.getByText(/^Paused/).waitFor();
    expect(await modal.getByRole('button', { name: 'Schedule' }).getAttribute('aria-description')).toContain(
      'Wait until the files have arrived.',
    );
    away = false;
    await modal.getByRole('button', { name: 'Go on with jar.jpg' }).click();
    await modal.getByRole('button', { name: /^1 of 1: jar.jpg/ }).waitFor();
  });

  it('take several at once, in the order they were chosen', async () => {
    const studio = aStudio();
    const { modal } = await stage.open(studio, '/?post=new');
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'].map(imageFile));
    await modal.getByRole('button', { name: '5 of 5: e.jpg' }).waitFor();
    for (const [index, name] of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].entries()) {
      await expect
        .poll(
          () =>
            modal
              .getByRole('button', { name: `${String(index + 1)} of 5: ${name}` })
              .first()
              .isVisible(),
          SOON,
        )
        .toBe(true);
    }
  });

  it('say in plain words what is wrong with a file', async () => {
    const studio = aStudio();
    studio.me.features.uploadLimits.imageBytes = 2000;
    const { modal } = await stage.open(studio, '/?post=new');
    await modal
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'huge.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(5000) },
        { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') },
        { name: 'virus.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') },
      ]);
    await modal.getByText('It is 5 kB; at most 2 kB can be uploaded.').waitFor();
    await modal.getByText('This is not a photo or a video.').waitFor();
    await modal.getByText('This is not a picture or a video that can be used.').waitFor();
    expect(studio.uploads.size).toBe(1);
  });

  it('take what is dropped on the window', async () => {
    const studio = aStudio();
    const { page, modal } = await stage.open(studio, '/?post=new');
    await modal.locator('[data-place=media]').waitFor();
    const files = await page.evaluateHandle(() => {
      const carried = new DataTransfer();
      carried.items.add(new File(['bytes'], 'dropped.jpg', { type: 'image/jpeg' }));
      return carried;
    });
    await modal.locator('[data-drop]').dispatchEvent('dragenter', { dataTransfer: files });
    await modal.getByText('Let go to upload').waitFor();
    await modal.locator('[data-drop]').dispatchEvent('drop', { dataTransfer: files });
    await expect
      .poll(
        () =>
          modal
            .getByRole('button', { name: /dropped.jpg/ })
            .first()
            .first()
            .isVisible(),
        SOON,
      )
      .toBe(true);
  });
});
