import type { Locale } from '../contract/me.ts';

/** What is said to the creator of Instagram's failures: what happened, and what to do about it. */
export const INSTAGRAM_FAILURES = {
  trouble: { en: 'Instagram had a problem on its side.', es: 'Instagram tuvo un problema por su parte.' },
  unavailable: { en: 'Instagram was temporarily unavailable.', es: 'Instagram no estaba disponible en ese momento.' },
  unreachable: { en: 'Instagram could not be reached.', es: 'No se pudo contactar con Instagram.' },
  unanswered: { en: 'Instagram did not answer in time.', es: 'Instagram no respondió a tiempo.' },
  unreadable: {
    en: 'Instagram gave an answer that cannot be read. It may be having an outage.',
    es: 'Instagram dio una respuesta que no se puede leer. Quizá tenga una avería.',
  },
  slowDown: {
    en: 'Instagram is limiting how much this app may ask at the moment.',
    es: 'Instagram limita ahora mismo cuánto puede pedir esta app.',
  },
  looksLikeSpam: {
    en: 'Instagram blocked this action for now because it looked like spam.',
    es: 'Instagram bloqueó esta acción por ahora porque le pareció spam.',
  },
  blockedForAWhile: {
    en: 'Instagram has blocked this kind of action for a while.',
    es: 'Instagram ha bloqueado este tipo de acción durante un tiempo.',
  },
  dailyLimit: {
    en: 'The account has reached Instagram’s limit of posts for 24 hours.',
    es: 'La cuenta ha llegado al límite de publicaciones de Instagram en 24 horas.',
  },

  relink: {
    en: 'Instagram no longer accepts this connection. Link the account again.',
    es: 'Instagram ya no acepta esta conexión. Reconecta la cuenta.',
  },
  removed: {
    en: 'The app was removed in Instagram’s settings. Link the account again.',
    es: 'La app se quitó en los ajustes de Instagram. Reconecta la cuenta.',
  },
  checkpoint: {
    en: 'Instagram wants you to confirm something first. Open the Instagram app, then link the account again.',
    es: 'Instagram quiere que confirmes algo antes. Abre la app de Instagram y reconecta la cuenta.',
  },
  passwordChanged: {
    en: 'The Instagram password was changed. Link the account again.',
    es: 'Se cambió la contraseña de Instagram. Reconecta la cuenta.',
  },
  expired: {
    en: 'The connection to Instagram has expired. Link the account again.',
    es: 'La conexión con Instagram ha caducado. Reconecta la cuenta.',
  },
  unconfirmed: {
    en: 'The Instagram account is not confirmed. Open the Instagram app, then link the account again.',
    es: 'La cuenta de Instagram no está confirmada. Abre la app de Instagram y reconecta la cuenta.',
  },
  ended: {
    en: 'Instagram has ended the connection. Link the account again.',
    es: 'Instagram ha cerrado la conexión. Reconecta la cuenta.',
  },
  pageRole: {
    en: 'Your role on the Facebook Page no longer allows this. Link the account again with the right role.',
    es: 'Tu función en la página de Facebook ya no lo permite. Reconecta la cuenta con la función adecuada.',
  },
  permission: {
    en: 'A permission is missing. Link the account again and allow everything that is asked for.',
    es: 'Falta un permiso. Reconecta la cuenta y permite todo lo que se pide.',
  },
  notVisible: {
    en: 'Instagram does not show this account’s data to the app. Link the account again.',
    es: 'Instagram no muestra a la app los datos de esta cuenta. Reconéctala.',
  },
  signInRefused: {
    en: 'Instagram refused the sign-in. Link the account again.',
    es: 'Instagram rechazó el inicio de sesión. Reconecta la cuenta.',
  },
  signInUsed: {
    en: 'This sign-in was used already. Link the account again.',
    es: 'Este inicio de sesión ya se usó. Reconecta la cuenta.',
  },
  tooNewToProlong: {
    en: 'This connection to Instagram is too new to be prolonged. It is tried again later.',
    es: 'Esta conexión con Instagram es demasiado reciente para prolongarla. Se intentará más tarde.',
  },
  restricted: {
    en: 'Instagram has restricted this account. Open the Instagram app, follow what it asks, then retry.',
    es: 'Instagram ha restringido esta cuenta. Abre la app de Instagram, haz lo que pida y reinténtalo.',
  },

  appSetUp: {
    en: 'The app that connects to Instagram is not set up for this. Whoever runs this server has to look at it.',
    es: 'La app que conecta con Instagram no está configurada para esto. Debe mirarlo quien lleva este servidor.',
  },
  appBlocked: {
    en: 'Meta has blocked the app that connects to Instagram. Whoever runs this server has to look at it.',
    es: 'Meta ha bloqueado la app que conecta con Instagram. Debe mirarlo quien lleva este servidor.',
  },
  appTooOld: {
    en: 'This version of the app is too old for Instagram. Whoever runs this server has to update it.',
    es: 'Esta versión de la app es demasiado antigua para Instagram. Debe actualizarla quien lleva este servidor.',
  },
  appFault: {
    en: 'Instagram did not understand the request. This is a fault of the app, not of your post.',
    es: 'Instagram no entendió la petición. Es un fallo de la app, no de tu publicación.',
  },

  preparedExpired: {
    en: 'Instagram let the prepared post expire before it was published.',
    es: 'Instagram dejó caducar la publicación preparada antes de publicarla.',
  },
  preparedLost: {
    en: 'Instagram could not find the prepared post.',
    es: 'Instagram no encontró la publicación preparada.',
  },
  notPrepared: { en: 'Instagram could not prepare the post.', es: 'Instagram no pudo preparar la publicación.' },
  notReady: {
    en: 'Instagram was not done preparing the post.',
    es: 'Instagram no había terminado de preparar la publicación.',
  },
  notPublished: {
    en: 'Instagram did not publish the post. It is tried again.',
    es: 'Instagram no la publicó. Se vuelve a intentar.',
  },
  unclear: {
    en: 'Instagram did not say whether the post went out. It is being asked.',
    es: 'Instagram no dijo si la publicación salió. Se le está preguntando.',
  },
  nobodyKnows: {
    en: 'Instagram does not tell whether the post went out. Look at the profile and say whether it is there.',
    es: 'Instagram no dice si la publicación salió. Mira el perfil y di si está ahí.',
  },
  noMedia: {
    en: 'There is no image or video to post. Add one.',
    es: 'No hay ninguna imagen ni vídeo que publicar. Añade uno.',
  },
  commentRefused: {
    en: 'Instagram did not accept it as it is written, or comments are switched off there.',
    es: 'Instagram no lo aceptó tal como está escrito, o allí los comentarios están desactivados.',
  },
  commentUnclear: {
    en: 'Instagram could not be asked, or did not say whether it is there.',
    es: 'No se pudo preguntar a Instagram, o no dijo si está.',
  },
  notFetched: { en: 'Instagram could not download the file.', es: 'Instagram no pudo descargar el archivo.' },
  fetchedTooSlowly: {
    en: 'Instagram could not download the file in time.',
    es: 'Instagram no pudo descargar el archivo a tiempo.',
  },
  notTakenIn: { en: 'Instagram could not take in the video.', es: 'Instagram no pudo procesar el vídeo.' },
  unusableFile: {
    en: 'Instagram could not use this file. Try another, or export it again.',
    es: 'Instagram no pudo usar este archivo. Prueba con otro o expórtalo de nuevo.',
  },
  unusableVideo: {
    en: 'Instagram could not use this video. Export it again as MP4 (H.264 and AAC), or choose another.',
    es: 'Instagram no pudo usar este vídeo. Expórtalo de nuevo como MP4 (H.264 y AAC) o elige otro.',
  },
  unsupportedMedia: {
    en: 'Instagram does not support this kind of media here.',
    es: 'Instagram no admite aquí este tipo de archivo.',
  },
  imageTooLarge: {
    en: 'The image is larger than 8 MB. Choose a smaller one.',
    es: 'La imagen pesa más de 8 MB. Elige una más pequeña.',
  },
  imageFormat: {
    en: 'Instagram did not accept the image’s format. Upload it as a JPEG.',
    es: 'Instagram no aceptó el formato de la imagen. Súbela como JPEG.',
  },
  imageShape: {
    en: 'The image is too tall or too wide. Instagram takes shapes from 4:5 to 1.91:1: crop it.',
    es: 'La imagen es demasiado alta o ancha. Instagram admite formas de 4:5 a 1,91:1: recórtala.',
  },
  carouselSize: {
    en: 'A carousel needs 2 to 10 images or videos.',
    es: 'Un carrusel necesita de 2 a 10 imágenes o vídeos.',
  },

  coverOutside: {
    en: 'The cover’s moment lies outside the video. Choose another frame.',
    es: 'El momento de la portada queda fuera del vídeo. Elige otro fotograma.',
  },
  location: {
    en: 'Instagram does not know this location. Choose another, or leave it out.',
    es: 'Instagram no conoce este lugar. Elige otro o quítalo.',
  },
  userTags: {
    en: 'Instagram did not accept a tagged person. Only public accounts can be tagged: check the names.',
    es: 'Instagram no aceptó a una persona etiquetada. Solo se pueden etiquetar cuentas públicas: revisa los nombres.',
  },
  collaborators: {
    en: 'Instagram did not accept a collaborator. Check the names, or leave them out.',
    es: 'Instagram no aceptó a una persona colaboradora. Revisa los nombres o quítalos.',
  },
  caption: {
    en: 'Instagram did not accept the caption. Shorten it, or use fewer hashtags.',
    es: 'Instagram no aceptó el texto. Acórtalo o usa menos hashtags.',
  },
  captionTooLong: {
    en: 'The caption is longer than 2,200 characters. Shorten it.',
    es: 'El texto pasa de 2.200 caracteres. Acórtalo.',
  },
  unknownPerson: {
    en: 'Instagram does not know one of the people you tagged or invited. Check the names.',
    es: 'Instagram no conoce a alguna de las personas que etiquetaste o invitaste. Revisa los nombres.',
  },
  tooManyPeople: {
    en: 'The post mentions or tags more than 20 people. Remove some.',
    es: 'La publicación menciona o etiqueta a más de 20 personas. Quita algunas.',
  },
  productTag: {
    en: 'Instagram did not accept a product tag. Remove it and try again.',
    es: 'Instagram no aceptó una etiqueta de producto. Quítala y reinténtalo.',
  },
  noTrialReels: {
    en: 'This account cannot post trial reels. Turn the trial off.',
    es: 'Esta cuenta no puede publicar reels de prueba. Desactiva la prueba.',
  },

  unlisted: {
    en: 'Instagram refused without a known reason.',
    es: 'Instagram lo rechazó sin un motivo conocido.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
