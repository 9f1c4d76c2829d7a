import type { ProblemCode } from '../../../src/contract/problem.ts';
import { currentLocale } from '../i18n/index.ts';

/** What the server says of a problem is English; this is the same, for every code there is, for readers of Spanish. */
const SPANISH: Readonly<Record<ProblemCode | 'NO_FREE_SLOT', string>> = {
  INVALID_INPUT: 'Algo de lo enviado no es válido.',
  UNAUTHENTICATED: 'Se cerró tu sesión; vuelve a entrar.',
  FOREIGN_ORIGIN: 'La petición vino de otro sitio y no se atendió.',
  FORBIDDEN: 'No puedes hacer esto.',
  SIGN_UP_CLOSED: 'Esta instalación ya tiene a quien la lleva.',
  FEATURE_OFF: 'Esta acción está desactivada en este servidor.',
  INVALID_SIGNATURE: 'La firma no coincide.',
  NOT_FOUND: 'Ya no existe.',
  VERSION_CONFLICT: 'Ha cambiado mientras tanto. Ahora ves lo más reciente; vuelve a intentarlo.',
  JOB_IN_FLIGHT: 'Se está publicando ahora mismo. Espera el resultado y cámbiala después.',
  OUTCOME_UNKNOWN: 'Puede que ya esté publicada: se está preguntando a la plataforma. Decide primero sobre eso.',
  ALREADY_PUBLISHED: 'La publicación ya está en la plataforma y desde aquí no puede cambiarse.',
  NOT_SCHEDULED: 'Es un borrador: no hay nada programado.',
  NOTHING_TO_RETRY: 'Aún no se ha intentado: espera su hora.',
  NOT_WAITING_FOR_DECISION: 'Nada de esta publicación espera una decisión.',
  ACCOUNT_ALREADY_LINKED: 'Ya hay otra cuenta de este canal vinculada.',
  NAME_TAKEN: 'Ya tienes algo con ese nombre; elige otro.',
  TOO_MANY: 'Ya no caben más.',
  ASSET_IN_USE: 'Hay publicaciones programadas que necesitan este archivo.',
  UNDO_EXPIRED: 'Ha pasado el tiempo para deshacerlo, o ya se deshizo.',
  UNDO_OVERTAKEN: 'Algo de lo que tocó ha cambiado desde entonces; deshacerlo lo sobrescribiría.',
  TOO_LARGE: 'Pesa más de lo que se admite.',
  UNKNOWN_TIME_ZONE: 'No existe esa zona horaria.',
  INVALID_OFFSET: 'Ese desplazamiento no es posible.',
  UNKNOWN_ASSET: 'Un archivo de esta publicación no está en tu biblioteca; súbelo otra vez o quítalo.',
  UNSUPPORTED_MEDIA: 'Punctual no puede usar este archivo.',
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

/** A refusal in the reader's language: the server's words, or ours where the reader has another language than it. */
export function wordsForCode(code: string, message: string): string {
  const words: Readonly<Record<string, string>> = SPANISH;
  return currentLocale() === 'es' ? (words[code] ?? message) : message;
}
