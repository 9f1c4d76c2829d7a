import { FlaskConical } from 'lucide-react';
import { useMe } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { shellMessages } from './messages.ts';

/** Nobody should wonder why a post is not on Instagram while the sandbox stands in for it. */
export function SandboxNote() {
  const t = useMessages(shellMessages);
  const features = useMe().data?.features;
  if (features === undefined || !features.sandbox) return null;
  return (
    <div className="mt-auto flex gap-2 rounded-xl bg-warning-soft p-3 text-xs text-warning">
      <FlaskConical size={15} aria-hidden="true" className="shrink-0" />
      <div>
        <p>{t('sandboxOn')}</p>
        {features.sandboxUrl === null ? null : (
          <a href={features.sandboxUrl} target="_blank" rel="noopener" className="font-medium underline">
            {t('sandboxShow')}
          </a>
        )}
      </div>
    </div>
  );
}
