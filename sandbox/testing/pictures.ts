/** Media for tests, made on the spot. */
import sharp from 'sharp';

export function jpeg(width = 1080, height = 1080, colour = '#8a0f1c'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
}

export function png(width = 1080, height = 1080): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#0a5' } })
    .png()
    .toBuffer();
}
