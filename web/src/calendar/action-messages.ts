import type { IssueAction } from '../../../src/contract/issue.ts';
import { defineMessages } from '../i18n/messages.ts';

/** What each issue's next step is called on a button or after "Next:". */
export const actionMessages = defineMessages(
  {
    upload: 'Add media',
    replace_media: 'Replace the file',
    fix_crop: 'Adjust the crop',
    link: 'Link the account',
    relink: 'Relink the account',
    edit_caption: 'Edit the caption',
    edit_hashtags: 'Edit the hashtags',
    edit_choices: 'Review the choices',
    choose_privacy: 'Choose who can see it',
    confirm_music: 'Confirm the music',
    choose_time: 'Choose a time',
    reschedule: 'Reschedule',
    retry: 'Retry now',
    decide_outcome: 'Say whether it is live',
    open_platform: 'Open the platform',
    configure: 'Check the setup',
    wait: 'Wait',
  } satisfies Record<IssueAction, string>,
  {
    upload: 'Añadir archivos',
    replace_media: 'Cambiar el archivo',
    fix_crop: 'Ajustar el recorte',
    link: 'Conectar la cuenta',
    relink: 'Reconectar la cuenta',
    edit_caption: 'Editar el texto',
    edit_hashtags: 'Editar las etiquetas',
    edit_choices: 'Revisar las opciones',
    choose_privacy: 'Elegir quién la ve',
    confirm_music: 'Confirmar la música',
    choose_time: 'Elegir una hora',
    reschedule: 'Reprogramar',
    retry: 'Reintentar ahora',
    decide_outcome: 'Decir si está publicada',
    open_platform: 'Abrir la plataforma',
    configure: 'Revisar la instalación',
    wait: 'Esperar',
  },
);
