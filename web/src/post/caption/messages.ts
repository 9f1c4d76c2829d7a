import { defineMessages } from '../../i18n/index.ts';

export const captionMessages = defineMessages(
  {
    people: 'People from earlier posts',
    offered: {
      one: '{count} person: {name}. Enter takes it.',
      other: '{count} people, first {name}. Arrows choose, Enter takes.',
    },
    emoji: 'Emoji',
    search: 'Search emoji',
    nothing: 'No emoji found.',
  },
  {
    people: 'Personas de publicaciones anteriores',
    offered: {
      one: '{count} persona: {name}. Intro la pone.',
      other: '{count} personas, primera {name}. Flechas para elegir, Intro para poner.',
    },
    emoji: 'Emoji',
    search: 'Buscar emoji',
    nothing: 'No se encontró ningún emoji.',
  },
);
