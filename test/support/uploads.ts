import sharp from 'sharp';

/** A JPEG that no other test has. */
export async function photo(width: number, height: number): Promise<Uint8Array> {
  const background = {
    r: Math.floor(Math.random() * 256),
    g: Math.floor(Math.random() * 256),
    b: Math.floor(Math.random() * 256),
  };
  return sharp({ create: { width, height, channels: 3, background } })
    .withExif({ IFD0: { ImageDescription: crypto.randomUUID() } })
    .jpeg()
    .toBuffer();
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Creates an upload and sends all of it; answers the response that ended it. */
export async function uploadWhole(
  url: string,
  cookie: string,
  bytes: Uint8Array,
  filename: string,
  filetype: string,
): Promise<Response> {
  const created = await fetch(`${url}/v1/uploads`, {
    method: 'POST',
    headers: {
      cookie,
      origin: url,
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': `filename ${base64(filename)},filetype ${base64(filetype)}`,
    },
  });
  const location = created.headers.get('location');
  if (created.status !== 201 || location === null) return created;
  return fetch(new URL(location, url), {
    method: 'PATCH',
    headers: {
      cookie,
      origin: url,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: Buffer.from(bytes),
  });
}
