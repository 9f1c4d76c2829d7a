const LONGEST_SIDE = 1080;
const PATIENCE_MS = 15_000;

/**
 * Gives a video its still picture: a frame taken here, where the file is, and handed to the server, which decodes no
 * video. Best effort: without one the library shows a plain sign.
 */
export async function sendPoster(assetId: string, file: Blob): Promise<void> {
  await send(assetId, await frameOf(file).catch(() => null));
}

/** The same for a video that came without one: through the API, or from a browser that could not show it. */
export async function addMissingPoster(assetId: string, url: string): Promise<void> {
  await send(assetId, await pictureAt(url, null).catch(() => null));
}

async function send(assetId: string, picture: Blob | null): Promise<void> {
  if (picture === null) return;
  await fetch(`/v1/assets/${encodeURIComponent(assetId)}/poster`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'image/jpeg' },
    body: picture,
  }).catch(() => undefined);
}

/** A frame from the first seconds as a JPEG; `null` where the browser cannot show this video (HEVC in Chromium). */
export async function frameOf(file: Blob): Promise<Blob | null> {
  const url = URL.createObjectURL(file);
  try {
    return await pictureAt(url, null);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** What the video shows at this second, as a JPEG; without one, early on: the very first frame is often black. */
export async function pictureAt(url: string, second: number | null, longestSide = LONGEST_SIDE): Promise<Blob | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.playsInline = true;
  try {
    const loaded = once(video, 'loadeddata');
    video.src = url;
    await loaded;
    const seeked = once(video, 'seeked');
    video.currentTime = second ?? Math.min(1, video.duration / 3);
    await seeked;
    return await pictureOf(video, longestSide);
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

/** What a video element shows right now, as a JPEG. */
export async function pictureOf(video: HTMLVideoElement, longestSide = LONGEST_SIDE): Promise<Blob | null> {
  const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  if (canvas.width === 0 || canvas.height === 0) return null;
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
}

function once(video: HTMLVideoElement, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No ${name} in time`)), PATIENCE_MS);
    video.addEventListener(name, () => (clearTimeout(timer), resolve()), { once: true });
    video.addEventListener('error', () => (clearTimeout(timer), reject(new Error('The video cannot be shown'))), {
      once: true,
    });
  });
}
