import { defineMessages } from '../i18n/index.ts';

export const notificationMessages = defineMessages(
  {
    title: 'Alerts',
    bell: 'Alerts',
    unread: { one: 'Alerts, {count} unread', other: 'Alerts, {count} unread' },
    none: 'All quiet. Nothing needs you.',
    open: 'Open the post',
    account: 'Go to accounts',
    resolved: 'Resolved',
    markAll: 'Mark all as read',
    failed: 'Alerts could not be read.',
  },
  {
    title: 'Avisos',
    bell: 'Avisos',
    unread: { one: 'Avisos, {count} sin leer', other: 'Avisos, {count} sin leer' },
    none: 'Todo en calma. Nada te necesita.',
    open: 'Abrir la publicación',
    account: 'Ir a cuentas',
    resolved: 'Resuelto',
    markAll: 'Marcar todo como leído',
    failed: 'No se pudieron leer los avisos.',
  },
);
