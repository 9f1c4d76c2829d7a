import { useState } from 'react';
import { classes } from './classes.ts';

/** A face, or the first letters of a name while there is none. Decorative: the name stands beside it. */
export function Avatar({
  name,
  url,
  size = 32,
  className,
}: {
  name: string;
  url: string | null;
  size?: number;
  className?: string;
}) {
  const [broken, setBroken] = useState(false);
  const shape = classes('shrink-0 rounded-full object-cover', className);
  if (url !== null && !broken) {
    return (
      <img
        src={url}
        alt=""
        width={size}
        height={size}
        draggable={false}
        onError={() => setBroken(true)}
        className={shape}
        style={{ width: size, height: size }}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className={classes(shape, 'inline-flex items-center justify-center bg-accent-soft font-medium text-accent-text')}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  // By code point, so that a name starting with an emoji keeps it whole.
  const letters = chosen.map((word) => Array.from(word ?? '')[0] ?? '').join('');
  return letters === '' ? '·' : letters.toLocaleUpperCase();
}
