import type { Locale } from '../contract/me.ts';

/** Why the platforms cannot fetch our media, or why that cannot be told from here. */
export const REACH_PROBLEMS = {
  not_an_address: {
    en: 'PUBLIC_URL is not a web address: “{found}”.',
    es: 'PUBLIC_URL no es una dirección web: «{found}».',
  },
  private_address: {
    en: 'The platforms cannot reach {host}: it is an address inside your own network. Set PUBLIC_URL to a public https address.',
    es: 'Las plataformas no pueden llegar a {host}: es una dirección de tu propia red. Pon en PUBLIC_URL una dirección https pública.',
  },
  not_https: {
    en: 'The platforms fetch media only over https. Set PUBLIC_URL to an https address.',
    es: 'Las plataformas solo descargan archivos por https. Pon en PUBLIC_URL una dirección https.',
  },
  no_such_name: {
    en: 'The name {host} does not exist (yet). Check PUBLIC_URL and its DNS record.',
    es: 'El nombre {host} no existe (todavía). Revisa PUBLIC_URL y su registro DNS.',
  },
  private_name: {
    en: 'The name {host} leads to an address inside your own network. Point it at your public address.',
    es: 'El nombre {host} lleva a una dirección de tu propia red. Haz que apunte a tu dirección pública.',
  },
  redirects: {
    en: '{host} redirects media elsewhere, which Instagram often does not follow. Set PUBLIC_URL to the final address.',
    es: '{host} redirige los archivos a otro sitio, y a menudo Instagram no lo sigue. Pon en PUBLIC_URL la dirección final.',
  },
  other_status: {
    en: '{host} answers {found} instead of the media file. Check the proxy in front of Punctual.',
    es: '{host} responde {found} en lugar del archivo. Revisa el proxy que hay delante de Punctual.',
  },
  other_content: {
    en: '{host} answers with something else than the media file ({found}). Check the proxy in front of Punctual.',
    es: '{host} responde con otra cosa que el archivo ({found}). Revisa el proxy que hay delante de Punctual.',
  },
  certificate: {
    en: 'Media cannot be fetched from {host}: its certificate is not valid ({found}).',
    es: 'No se pueden descargar archivos de {host}: su certificado no es válido ({found}).',
  },
  no_connection: {
    en: 'From this machine {host} could not be reached ({found}). It may still be reachable from outside: many routers do not let a machine call itself by its public name. Open it from a phone on mobile data to be sure.',
    es: 'Desde esta máquina no se pudo llegar a {host} ({found}). Puede que desde fuera sí: muchos routers no dejan que una máquina se llame por su nombre público. Ábrelo en un móvil con datos para estar seguro.',
  },
} as const satisfies Record<string, Record<Locale, string>>;

export type ReachProblemCode = keyof typeof REACH_PROBLEMS;

export interface ReachProblem {
  code: ReachProblemCode;
  params: Record<string, string>;
}

export function isReachProblemCode(code: string): code is ReachProblemCode {
  return Object.hasOwn(REACH_PROBLEMS, code);
}

/** A whole sentence, with the remedy. */
export function sayReachProblem({ code, params }: ReachProblem, locale: Locale): string {
  return REACH_PROBLEMS[code][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
