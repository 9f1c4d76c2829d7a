import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { currentLocale } from './i18n/index.ts';

/** Browsers without `Temporal` get it before the first component needs it; the others download nothing. */
async function start(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
  document.documentElement.lang = currentLocale();
  const place = document.getElementById('root');
  if (place === null) throw new Error('index.html has lost its #root');
  createRoot(place).render(<App />);
}

void start();
