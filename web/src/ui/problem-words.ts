import { currentLocale } from '../i18n/index.ts';

/** What the server says of a problem is English; this is the same for readers of Spanish, where the code says it all. */
const SPANISH: Readonly<Record<string, string>> = {
  NOT_FOUND: 'Ya no existe.',
  VERSION_CONFLICT: 'Ha cambiado mientras tanto. Ahora ves lo más reciente; vuelve a intentarlo.',
  JOB_IN_FLIGHT: 'Se está publicando ahora mismo. Espera el resultado y cámbiala después.',
  OUTCOME_UNKNOWN: 'Puede que ya esté publicada: se está preguntando a la plataforma. Decide primero sobre eso.',
  ALREADY_PUBLISHED: 'La publicación ya está en la plataforma y desde aquí no puede cambiarse.',
  NOT_SCHEDULED: 'Es un borrador: no hay nada programado.',
  UNDO_EXPIRED: 'Ha pasado el tiempo para deshacerlo, o ya se deshizo.',
  UNDO_OVERTAKEN: 'Algo de lo que tocó ha cambiado desde entonces; deshacerlo lo sobrescribiría.',
  TIME_IN_PAST: 'Esa hora ya ha pasado; elige una más tarde.',
  TIME_REQUIRED: 'Hace falta una hora.',
  NO_FREE_SLOT: 'No hay ninguna hora buena libre en dos semanas; elige una a mano.',
  SHIFT_REFUSED: 'Algunas no pueden moverse, así que no se ha movido ninguna.',
  CANNOT_REACH_PLATFORM: 'La plataforma no respondió; inténtalo de nuevo en un momento.',
  RATE_LIMITED: 'Demasiadas peticiones seguidas; espera un momento.',
  UNAVAILABLE: 'El servidor no puede trabajar ahora mismo; inténtalo de nuevo en un momento.',
  STORAGE_FULL: 'No queda espacio en el disco para este archivo.',
  INTERNAL: 'Algo ha fallado en el servidor.',
};

/** A refusal in the reader's language: the server's words, or ours where it has none in that language. */
export function wordsForCode(code: string, message: string): string {
  return currentLocale() === 'es' ? (SPANISH[code] ?? message) : message;
}
