import { Fragment } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { usePostContext } from '../post-context.ts';
import { tiktokMessages } from './messages.ts';

const MUSIC = 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en';
const BRANDED = 'https://www.tiktok.com/legal/page/global/bc-policy/en';

/** What posting means, said before the button that does it (tiktok.md 11, U17 and U18). */
export function TiktokConsent() {
  const t = useMessages(tiktokMessages);
  const { form } = usePostContext();
  const { commercialDisclosure, brandContent } = form.tiktok.payload;
  const links: Record<string, React.ReactNode> = {
    music: <TermsLink href={MUSIC}>{t('musicLink')}</TermsLink>,
    branded: <TermsLink href={BRANDED}>{t('brandedLink')}</TermsLink>,
  };
  const sentence =
    commercialDisclosure && brandContent
      ? t('consentBranded', { branded: '{branded}', music: '{music}' })
      : t('consentMusic', { music: '{music}' });
  return (
    <p className="text-xs text-ink-soft" data-consent>
      {sentence.split(/\{(\w+)\}/).map((part, index) => (
        <Fragment key={index}>{index % 2 === 1 ? links[part] : part}</Fragment>
      ))}
      {'. '}
    </p>
  );
}

function TermsLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="font-medium text-accent-text underline underline-offset-2"
    >
      {children}
    </a>
  );
}
