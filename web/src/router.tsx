import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAhead } from './calendar/read-ahead.ts';
import { parseCalendarSearch } from './calendar/search.ts';
import { CalendarPage } from './calendar/calendar-page.tsx';
import { parseSearch, parseShellSearch, stringifySearch, textsOf } from './shell/search.ts';
import { NotFound } from './shell/not-found.tsx';
import { PageError } from './shell/page-error.tsx';
import { Root } from './shell/root.tsx';

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound, validateSearch: parseShellSearch });

const calendarRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: CalendarPage,
  validateSearch: parseCalendarSearch,
  // Once, on the way in: what is shown asks for itself.
  loader: ({ location }) => readAhead(parseCalendarSearch(location.search)),
  shouldReload: false,
});

const mediaRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/media',
  component: lazyRouteComponent(() => import('./media/index.ts'), 'MediaPage'),
});

const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./accounts/accounts-page.tsx'), 'AccountsPage'),
  validateSearch: (search) => textsOf(search, ['linked', 'link_error', 'message', 'channel']),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([calendarRoute, mediaRoute, accountsRoute, settingsRoute]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: PageError,
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
