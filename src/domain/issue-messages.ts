import type { Issue } from '../contract/issue.ts';
import type { Locale } from '../contract/me.ts';
import { ISSUES, isBlocking, type IssueCode, type IssueDraft, type IssueParams } from './issues.ts';
import { sayParams } from './said.ts';

type Words = Readonly<Record<Locale, string>>;

/** What each issue says to a creator. `{name}` takes a parameter; channels are put in by their names. */
export const ISSUE_MESSAGES: Readonly<Record<IssueCode, Words>> = {
  retries_used_up: {
    en: 'Four attempts did not get it out. {message}',
    es: 'Cuatro intentos no consiguieron publicarlo. {message}',
  },
  outcome_unknown: {
    en: 'It may be live, and the platform cannot tell us. Look there, then say whether it is.',
    es: 'Puede que ya esté publicado y la plataforma no puede decírnoslo. Míralo allí y dinos si está.',
  },
  outcome_being_checked: {
    en: 'The platform did not confirm; we are finding out whether it went out. Nothing is sent meanwhile.',
    es: 'La plataforma no lo confirmó; estamos averiguando si salió. Mientras tanto no se envía nada.',
  },
  refused_media: { en: 'The platform refused the media. {message}', es: 'La plataforma rechazó el archivo. {message}' },
  refused_content: {
    en: 'The platform refused the text or a choice. {message}',
    es: 'La plataforma rechazó el texto o una opción. {message}',
  },
  refused_for_now: {
    en: 'The platform takes nothing more for now. {message}',
    es: 'La plataforma no admite más por ahora. {message}',
  },
  refused_permanently: {
    en: 'The platform refused it, and trying again would not help. {message}',
    es: 'La plataforma lo rechazó y reintentar no serviría. {message}',
  },
  worker_crashed: {
    en: 'Publishing it stopped the worker several times, so it was set aside. Nothing went out.',
    es: 'Al publicarlo el proceso se detuvo varias veces, así que se apartó. No salió nada.',
  },
  hour_missed: {
    en: 'Its hour passed before it could be posted, so it was not posted late. Choose a new time.',
    es: 'Su hora pasó antes de que se pudiera publicar, así que no se publicó tarde. Elige otra hora.',
  },
  held_up: {
    en: 'It was held up at its hour. Choose a new time, or publish it now.',
    es: 'Quedó retenido a su hora. Elige otra hora o publícalo ahora.',
  },

  account_missing: { en: 'No {channel} account is linked.', es: 'No hay ninguna cuenta de {channel} conectada.' },
  account_revoked: {
    en: '{channel} withdrew our access. Link the account again.',
    es: '{channel} retiró nuestro acceso. Reconecta la cuenta.',
  },
  account_expired: {
    en: 'The access to {channel} has expired. Link the account again.',
    es: 'El acceso a {channel} ha caducado. Reconecta la cuenta.',
  },
  token_ends_before: {
    en: 'The access to {channel} ends before this post is due. Link the account again.',
    es: 'El acceso a {channel} termina antes de esta publicación. Reconecta la cuenta.',
  },
  scopes_missing: {
    en: '{channel} was not allowed everything posting needs ({scopes}). Link it again and leave all boxes ticked.',
    es: 'A {channel} no se le permitió todo lo necesario para publicar ({scopes}). Reconéctala con todas las casillas marcadas.',
  },

  media_none: { en: 'Add a photo or a video.', es: 'Añade una foto o un vídeo.' },
  media_gone: {
    en: 'A file of this post was deleted. Add another.',
    es: 'Se borró un archivo de esta publicación. Añade otro.',
  },
  media_too_many: {
    en: '{found} files are more than the {maximum} this channel takes.',
    es: '{found} archivos son más de los {maximum} que admite este canal.',
  },
  media_mixed: {
    en: 'TikTok takes one video, or photos, but not both.',
    es: 'TikTok admite un vídeo, o fotos, pero no ambos.',
  },
  media_kind_mismatch: {
    en: '“{wanted}” was chosen, but the files make “{found}”.',
    es: 'Se eligió «{wanted}», pero los archivos forman «{found}».',
  },
  video_format: {
    en: '{found} is not taken here. Export the video as MP4.',
    es: '{found} no se admite aquí. Exporta el vídeo como MP4.',
  },
  video_codec: {
    en: 'The video is coded as {found}. Export it as H.264.',
    es: 'El vídeo está codificado como {found}. Expórtalo como H.264.',
  },
  audio_codec: {
    en: 'The sound is coded as {found}. Export it as AAC.',
    es: 'El sonido está codificado como {found}. Expórtalo como AAC.',
  },
  video_too_long: {
    en: '{found} is longer than the {maximum} this channel takes.',
    es: '{found} dura más que los {maximum} que admite este canal.',
  },
  video_too_long_for_creator: {
    en: "{found} is longer than this account's {maximum}.",
    es: '{found} dura más que los {maximum} de esta cuenta.',
  },
  video_too_short: {
    en: '{found} is shorter than the {minimum} this channel asks for.',
    es: '{found} dura menos que los {minimum} que pide este canal.',
  },
  video_too_large: { en: '{found} is over the limit of {maximum}.', es: '{found} supera el límite de {maximum}.' },
  video_frame_rate: {
    en: '{found} frames a second; between {minimum} and {maximum} are taken.',
    es: '{found} fotogramas por segundo; se admiten entre {minimum} y {maximum}.',
  },
  video_dimensions: {
    en: '{width} × {height} pixels; sides from {minimum} to {maximum} are taken.',
    es: '{width} × {height} píxeles; se admiten lados de {minimum} a {maximum}.',
  },
  video_bit_rate: {
    en: '{found} Mbit/s is over the {maximum} this channel takes.',
    es: '{found} Mbit/s supera los {maximum} que admite este canal.',
  },
  video_index_last: {
    en: 'The video’s index stands at its end. Export it again “for web” (fast start).',
    es: 'El índice del vídeo está al final. Expórtalo de nuevo «para web» (inicio rápido).',
  },
  video_edit_list: {
    en: 'The video carries cuts that Instagram refuses (an edit list). Export it again.',
    es: 'El vídeo lleva cortes que Instagram rechaza (lista de edición). Expórtalo de nuevo.',
  },
  image_format: {
    en: '{found} is not taken here. Use JPEG, PNG or WebP.',
    es: '{found} no se admite aquí. Usa JPEG, PNG o WebP.',
  },
  media_unreachable: {
    en: 'The platform cannot fetch your media from this server. Settings → Reach from outside says why.',
    es: 'La plataforma no puede descargar tus archivos de este servidor. Ajustes → Acceso desde fuera dice por qué.',
  },

  caption_too_long: {
    en: 'The caption has {found} characters; {maximum} are allowed.',
    es: 'El texto tiene {found} caracteres; se permiten {maximum}.',
  },
  title_too_long: {
    en: 'The title has {found} characters; {maximum} are allowed.',
    es: 'El título tiene {found} caracteres; se permiten {maximum}.',
  },
  too_many_hashtags: {
    en: '{found} hashtags; Instagram allows {maximum}.',
    es: '{found} hashtags; Instagram permite {maximum}.',
  },
  too_many_mentions: {
    en: '{found} mentions; Instagram allows {maximum}.',
    es: '{found} menciones; Instagram permite {maximum}.',
  },
  first_comment_too_long: {
    en: 'The first comment may have {maximum} characters, {hashtags} hashtags and one link.',
    es: 'El primer comentario puede tener {maximum} caracteres, {hashtags} hashtags y un enlace.',
  },

  choices_invalid: { en: 'A choice is incomplete: {field}.', es: 'Una opción está incompleta: {field}.' },
  cover_outside_video: {
    en: 'The cover is taken at {found}, but the video ends at {maximum}.',
    es: 'La portada se toma en {found}, pero el vídeo acaba en {maximum}.',
  },
  cover_gone: { en: 'The cover image was deleted. Choose another.', es: 'La imagen de portada se borró. Elige otra.' },
  privacy_not_chosen: { en: 'Choose who can see it on TikTok.', es: 'Elige quién puede verlo en TikTok.' },
  privacy_not_offered: {
    en: 'TikTok does not offer this account the chosen audience any more. Choose again.',
    es: 'TikTok ya no ofrece a esta cuenta la audiencia elegida. Elige otra vez.',
  },
  music_not_confirmed: {
    en: 'Confirm TikTok’s music usage terms.',
    es: 'Confirma las condiciones de uso de música de TikTok.',
  },
  disclosure_incomplete: {
    en: 'You need to indicate if your content promotes yourself, a third party, or both.',
    es: 'Indica si tu contenido te promociona a ti, a un tercero o a ambos.',
  },
  branded_content_private: {
    en: 'Branded content visibility cannot be set to private.',
    es: 'El contenido de marca no puede ser privado.',
  },
  interaction_disabled: {
    en: 'Your TikTok settings do not allow “{interaction}” any more. Switch it off here.',
    es: 'Tus ajustes de TikTok ya no permiten «{interaction}». Desactívalo aquí.',
  },
  unaudited_public_account: {
    en: 'This app is not audited by TikTok, so it may post to private accounts only. Make the account private, finish the post in TikTok, or use an audited app.',
    es: 'TikTok no ha auditado esta app, así que solo puede publicar en cuentas privadas. Haz privada la cuenta, termina la publicación en TikTok o usa una app auditada.',
  },
  unaudited_privacy: {
    en: 'This app is not audited by TikTok: only “Only me” is possible. Choose it, or finish the post in TikTok.',
    es: 'TikTok no ha auditado esta app: solo es posible «Solo yo». Elígelo o termina la publicación en TikTok.',
  },
  app_in_development: {
    en: 'The Instagram app is in development mode: it posts only to accounts that have a role on it. Add this account as a tester there, if it is not one yet.',
    es: 'La app de Instagram está en modo de desarrollo: solo publica en cuentas que tienen un rol en ella. Añade ahí esta cuenta como probadora, si aún no lo es.',
  },
  posting_suspended: {
    en: '{channel} takes no more posts from this account for now. Try later.',
    es: '{channel} no admite más publicaciones de esta cuenta por ahora. Inténtalo más tarde.',
  },

  quota_exceeded: {
    en: 'It would be post {booked} within 24 hours; this account may publish {maximum}. Choose another time.',
    es: 'Sería la publicación {booked} en 24 horas; esta cuenta puede publicar {maximum}. Elige otra hora.',
  },
  inbox_full: {
    en: '{waiting} drafts of the 24 hours before may still wait in your TikTok inbox, and TikTok takes {maximum}. Finish some of them there first, or choose another time.',
    es: '{waiting} borradores de las 24 horas anteriores pueden seguir en tu bandeja de TikTok, y TikTok admite {maximum}. Termina antes algunos allí o elige otra hora.',
  },
  channel_publishing_off: {
    en: 'This server does not publish to {channel}: it is switched off, or has no app for it.',
    es: 'Este servidor no publica en {channel}: está desactivado o no tiene una app para ello.',
  },

  hashtags_not_shown: {
    en: '{found} hashtags: the network shows {maximum} at most.',
    es: '{found} hashtags: la red muestra {maximum} como mucho.',
  },
  image_will_be_cropped: {
    en: 'This picture will be cropped to fit Instagram. Choose what stays.',
    es: 'Esta imagen se recortará para Instagram. Elige lo que se conserva.',
  },
  image_small: {
    en: '{width} pixels wide: Instagram will enlarge it to {minimum}.',
    es: '{width} píxeles de ancho: Instagram la ampliará a {minimum}.',
  },
  video_very_short: {
    en: 'At {found} it is very short; TikTok may refuse it.',
    es: 'Con {found} es muy corto; TikTok podría rechazarlo.',
  },
  carousel_video_long: {
    en: 'A video of more than {maximum} in a carousel may be refused.',
    es: 'Un vídeo de más de {maximum} en un carrusel podría ser rechazado.',
  },
  reel_not_vertical: {
    en: 'Reels are made for upright video; this one is {width} × {height}.',
    es: 'Los reels son para vídeo vertical; este es de {width} × {height}.',
  },
  finish_in_app: {
    en: 'It will wait in your TikTok inbox; you finish it there.',
    es: 'Esperará en tu bandeja de TikTok; lo terminas allí.',
  },
  first_comment_scope: {
    en: 'The first comment needs a permission that was not given. The post goes out without it.',
    es: 'El primer comentario necesita un permiso que no se dio. La publicación saldrá sin él.',
  },
  first_comment_waits: {
    en: 'The first comment is not written yet: the access to Instagram has ended. Link the account again within {days} days of the post and it is written then.',
    es: 'El primer comentario aún no está escrito: el acceso a Instagram ha terminado. Si reconectas la cuenta en los {days} días siguientes a la publicación, se escribirá entonces.',
  },
  first_comment_missing: {
    en: 'The post is live without its first comment. {message} If it is not there, write it in Instagram.',
    es: 'La publicación salió sin su primer comentario. {message} Si no está, escríbelo en Instagram.',
  },
  ai_label_not_sent: {
    en: 'Apps can label only videos as AI-generated. Label these photos in TikTok once they are out.',
    es: 'Las apps solo pueden etiquetar vídeos como generados con IA. Etiqueta estas fotos en TikTok cuando salgan.',
  },
  caption_not_sent: {
    en: 'The caption does not travel to the TikTok inbox; copy it there when you finish.',
    es: 'El texto no viaja a la bandeja de TikTok; cópialo allí al terminar.',
  },
};

/** Fields of a payload in a creator's words. */
const FIELD_NAMES: Readonly<Record<string, Words>> = {
  userTags: { en: 'place each tagged person on the picture', es: 'coloca a cada persona etiquetada en la imagen' },
  cover: { en: 'the cover must be a picture', es: 'la portada debe ser una imagen' },
};
const CHANNEL_NAMES: Readonly<Record<string, string>> = { ig: 'Instagram', tiktok: 'TikTok' };

/** An issue in words, with what to do about it. */
export function sayIssue(draft: IssueDraft, locale: Locale): Issue {
  return {
    code: draft.code,
    message: fillIn(ISSUE_MESSAGES[draft.code][locale], draft.params, locale),
    action: ISSUES[draft.code].action,
    blocking: isBlocking(draft),
    params: { ...draft.params },
  };
}

function fillIn(template: string, params: IssueParams, locale: Locale): string {
  return template
    .replace(/\{(\w+)\}/g, (_whole, name: string) => {
      if (name === 'message') return sayParams(params, locale);
      const value = params[name];
      if (value === undefined) return '';
      if (name === 'field') return FIELD_NAMES[String(value)]?.[locale] ?? String(value);
      return name === 'channel' ? (CHANNEL_NAMES[String(value)] ?? String(value)) : String(value);
    })
    .trim();
}
