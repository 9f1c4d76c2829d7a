import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { call, keys } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { accountMessages } from './messages.ts';

/** Where linking is thought about: that the platforms cannot fetch photos from here, or that nobody can tell. */
export function ReachNote() {
  const t = useMessages(accountMessages);
  const reach = useQuery({ queryKey: keys.reach, queryFn: ({ signal }) => call('getReach', {}, { signal }) }).data;
  if (reach === undefined || reach.outcome === 'reachable' || reach.outcome === 'untested') return null;
  return (
    <div role="status" className="flex items-start gap-2 rounded-xl bg-warning-soft px-4 py-3 text-sm text-warning">
      <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <p>
        {reach.message}{' '}
        <Link to="/settings" className="font-medium underline">
          {t('reachTest')}
        </Link>
      </p>
    </div>
  );
}
