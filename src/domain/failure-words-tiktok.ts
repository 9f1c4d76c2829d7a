import type { Locale } from '../contract/me.ts';

/** What is said to the creator of TikTok's failures: what happened, and what to do about it. */
export const TIKTOK_FAILURES = {
  trouble: { en: 'TikTok has trouble at the moment.', es: 'TikTok tiene problemas en este momento.' },
  troubleProcessing: {
    en: 'TikTok had trouble while it processed the post.',
    es: 'TikTok tuvo problemas al procesar la publicación.',
  },
  unreachable: { en: 'TikTok could not be reached.', es: 'No se pudo contactar con TikTok.' },
  unanswered: { en: 'TikTok did not answer in time.', es: 'TikTok no respondió a tiempo.' },
  unreadable: {
    en: 'TikTok gave an answer that cannot be read. It may be having an outage.',
    es: 'TikTok dio una respuesta que no se puede leer. Quizá tenga una avería.',
  },
  windowFull: {
    en: 'Punctual waits a minute: TikTok takes only so many questions at once.',
    es: 'Punctual espera un minuto: TikTok solo admite cierto número de preguntas a la vez.',
  },
  slowDown: {
    en: 'TikTok asked Punctual to slow down for a minute.',
    es: 'TikTok pidió a Punctual que esperara un minuto.',
  },
  tooManyPosts: {
    en: 'TikTok takes no more posts for this account through apps for now (about 15 in 24 hours, all apps together). Choose a later time.',
    es: 'TikTok no admite por ahora más publicaciones de esta cuenta desde apps (unas 15 en 24 horas, entre todas). Elige una hora posterior.',
  },
  inboxFull: {
    en: 'Five drafts already wait in your TikTok inbox, and TikTok takes no more. Finish or discard some in the TikTok app, then retry.',
    es: 'Ya esperan cinco borradores en tu bandeja de TikTok, y TikTok no admite más. Termina o descarta algunos en la app de TikTok y reinténtalo.',
  },
  userCap: {
    en: 'Your TikTok app has reached the number of people it may post for in 24 hours. Choose a time tomorrow.',
    es: 'Tu app de TikTok ha llegado al número de personas para las que puede publicar en 24 horas. Elige una hora de mañana.',
  },

  relink: {
    en: 'TikTok no longer accepts this link to your account. Link the account again.',
    es: 'TikTok ya no acepta este vínculo con tu cuenta. Reconéctala.',
  },
  scope: {
    en: 'TikTok says that a permission this needs was not granted. Link the account again and leave it ticked.',
    es: 'TikTok dice que no se dio un permiso necesario. Reconecta la cuenta y déjalo marcado.',
  },
  notGranted: {
    en: 'Access to the TikTok account was not granted. Link the account again.',
    es: 'No se dio acceso a la cuenta de TikTok. Reconéctala.',
  },
  signInUsed: {
    en: 'TikTok’s sign-in has expired or was used already. Link the account again.',
    es: 'El inicio de sesión de TikTok ha caducado o ya se usó. Reconecta la cuenta.',
  },
  withdrawn: {
    en: 'Access to this account was withdrawn while the post was processed. Link the account again.',
    es: 'Se retiró el acceso a esta cuenta mientras se procesaba la publicación. Reconéctala.',
  },
  banned: {
    en: 'TikTok has barred this account from posting. Open the TikTok app to see why.',
    es: 'TikTok ha prohibido publicar a esta cuenta. Abre la app de TikTok para ver por qué.',
  },

  ourFault: {
    en: 'TikTok did not understand what Punctual sent. Trying again will not help; please report this.',
    es: 'TikTok no entendió lo que envió Punctual. Reintentar no servirá; por favor, avísanos.',
  },
  strangeAddress: {
    en: 'TikTok named an upload address that is none of its own, so nothing was sent. Please report this.',
    es: 'TikTok dio una dirección de subida que no es suya, así que no se envió nada. Por favor, avísanos.',
  },
  appSetUp: {
    en: 'TikTok does not accept this server’s app key, secret or address. Check them in TikTok’s developer portal.',
    es: 'TikTok no acepta la clave, el secreto o la dirección de la app de este servidor. Revísalos en el portal de desarrolladores de TikTok.',
  },
  scopeNotEnabled: {
    en: 'TikTok has not enabled a permission for this server’s app. Enable it in the developer portal.',
    es: 'TikTok no tiene activado un permiso para la app de este servidor. Actívalo en el portal de desarrolladores.',
  },
  // `SELF_ONLY` alone does not help; the three ways out of tiktok.md 9 and 11.
  unaudited: {
    en: 'Your TikTok app is not audited, so TikTok lets it post to private accounts only. Three ways out: make the TikTok account private and post for “only me”; choose “finish in TikTok” and post the draft yourself; or have the app audited by TikTok.',
    es: 'Tu app de TikTok no está auditada, así que TikTok solo la deja publicar en cuentas privadas. Hay tres salidas: haz privada la cuenta de TikTok y publica para «solo yo»; elige «terminar en TikTok» y publica tú el borrador; o haz que TikTok audite la app.',
  },
  addressUnverified: {
    en: 'TikTok may not fetch files from this server: its address is not verified for your TikTok app. Verify it in TikTok’s developer portal.',
    es: 'TikTok no puede descargar archivos de este servidor: su dirección no está verificada para tu app de TikTok. Verifícala en el portal de desarrolladores de TikTok.',
  },
  appTooOld: {
    en: 'Your TikTok app is too old to receive this draft. Update it, then retry.',
    es: 'Tu app de TikTok es demasiado antigua para recibir este borrador. Actualízala y reinténtalo.',
  },

  choiceRefused: {
    en: 'TikTok did not accept the caption or one of the choices of this post. Review them.',
    es: 'TikTok no aceptó el texto o alguna opción de esta publicación. Revísalos.',
  },
  audienceMismatch: {
    en: 'TikTok does not offer the chosen audience for this account. Choose who may see the post again.',
    es: 'TikTok no ofrece a esta cuenta la audiencia elegida. Elige otra vez quién puede verla.',
  },
  audienceNotChosen: {
    en: 'Choose who may see this post on TikTok.',
    es: 'Elige quién puede ver esta publicación en TikTok.',
  },
  audienceNotOffered: {
    en: 'TikTok no longer offers “{chosen}” for this account. It offers: {offered}. Choose again.',
    es: 'TikTok ya no ofrece «{chosen}» a esta cuenta. Ofrece: {offered}. Elige otra vez.',
  },
  brandedPrivate: {
    en: 'Branded content visibility cannot be set to private. Choose a wider audience.',
    es: 'El contenido de marca no puede ser privado. Elige una audiencia más amplia.',
  },
  tooLongForCreator: {
    en: 'This video is {found} long; TikTok takes at most {maximum} from this account. Shorten it.',
    es: 'Este vídeo dura {found}; TikTok admite como mucho {maximum} de esta cuenta. Acórtalo.',
  },
  interactionsOff: {
    en: 'This post would allow {interactions}, which the account’s TikTok settings now switch off. Change the post or the settings.',
    es: 'Esta publicación permitiría {interactions}, que los ajustes de TikTok de la cuenta desactivan ahora. Cambia la publicación o los ajustes.',
  },

  unusableFile: {
    en: 'TikTok cannot use this file. Replace it.',
    es: 'TikTok no puede usar este archivo. Cámbialo por otro.',
  },
  format: {
    en: 'TikTok cannot read this file’s format. Use an MP4 with H.264, or JPEG photos.',
    es: 'TikTok no puede leer el formato de este archivo. Usa un MP4 con H.264 o fotos JPEG.',
  },
  duration: {
    en: 'TikTok refused the length of this video. Shorten it and try again.',
    es: 'TikTok rechazó la duración de este vídeo. Acórtalo y reinténtalo.',
  },
  frameRate: {
    en: 'TikTok refused the frame rate of this video. It takes 23 to 60 frames a second.',
    es: 'TikTok rechazó la frecuencia de este vídeo. Admite de 23 a 60 fotogramas por segundo.',
  },
  pictureSize: {
    en: 'TikTok refused the picture size. Each side of a video must measure 360 to 4096 pixels; photos at most 1080p.',
    es: 'TikTok rechazó el tamaño de la imagen. Cada lado de un vídeo debe medir de 360 a 4096 píxeles; las fotos, 1080p como mucho.',
  },
  videoSize: {
    en: 'TikTok refused the size of this video. It takes up to 4 GB.',
    es: 'TikTok rechazó el tamaño de este vídeo. Admite hasta 4 GB.',
  },
  unfetched: {
    en: 'TikTok could not fetch the file from this server. Check that its address can be reached from outside.',
    es: 'TikTok no pudo descargar el archivo de este servidor. Comprueba que su dirección es accesible desde fuera.',
  },
  riskyCaption: {
    en: 'TikTok considers the caption risky or spam. Change the text and try again.',
    es: 'TikTok considera el texto arriesgado o spam. Cámbialo y reinténtalo.',
  },
  spam: {
    en: 'TikTok considers this post spam. Open the TikTok app to see why.',
    es: 'TikTok considera spam esta publicación. Abre la app de TikTok para ver por qué.',
  },
  cancelled: {
    en: 'The post was cancelled before TikTok had finished it.',
    es: 'La publicación se canceló antes de que TikTok la terminara.',
  },
  notCancellable: { en: 'TikTok can no longer stop this post.', es: 'TikTok ya no puede detener esta publicación.' },

  unknownPost: {
    en: 'TikTok does not know this post any more. Look in TikTok whether it went out.',
    es: 'TikTok ya no conoce esta publicación. Mira en TikTok si salió.',
  },
  uploadRefused: {
    en: 'TikTok did not accept the upload as Punctual sent it. Trying again will not help; please report this.',
    es: 'TikTok no aceptó la subida como la envió Punctual. Reintentar no servirá; por favor, avísanos.',
  },
  uploadInterrupted: { en: 'The upload to TikTok was interrupted.', es: 'La subida a TikTok se interrumpió.' },
  interrupted: {
    en: 'The upload to TikTok was interrupted before the file was complete. Nothing went out.',
    es: 'La subida a TikTok se interrumpió antes de completar el archivo. No salió nada.',
  },
  neverFetched: {
    en: 'TikTok did not confirm the order and never fetched the files, so nothing went out.',
    es: 'TikTok no confirmó la orden y nunca descargó los archivos, así que no salió nada.',
  },
  connectionBroke: {
    en: 'The connection to TikTok broke while the post was sent. Punctual is finding out whether it went out.',
    es: 'La conexión con TikTok se cortó durante el envío. Punctual está averiguando si salió.',
  },
  stillProcessing: {
    en: 'TikTok has been processing this post for more than an hour. Punctual keeps asking; look in TikTok, too.',
    es: 'TikTok lleva más de una hora procesando esta publicación. Punctual sigue preguntando; míralo también en TikTok.',
  },
  nobodyKnows: {
    en: 'TikTok does not tell whether this post went out. Look at your profile in TikTok, then say so here.',
    es: 'TikTok no dice si esta publicación salió. Mira tu perfil en TikTok y dilo aquí.',
  },
  unlisted: {
    en: 'TikTok refused this for a reason that Punctual does not know.',
    es: 'TikTok lo rechazó por un motivo que Punctual no conoce.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
