import type { ReactNode } from 'react';
import { useMe } from '../api/index.ts';
import { setSingleKeys, useSingleKeys } from '../calendar/single-keys.ts';
import { useMessages } from '../i18n/index.ts';
import { shellMessages } from '../shell/messages.ts';
import { setTheme, THEMES, useTheme } from '../shell/theme.ts';
import { PageHead } from '../shell/toolbar.tsx';
import { Field, Select, Skeleton, Switch } from '../ui/index.ts';
import { ApiKeys } from './api-keys.tsx';
import { settingsMessages } from './messages.ts';
import { MyTimeZone } from './my-time-zone.tsx';
import { Reachability } from './reachability.tsx';
import { savePreference } from './save-preference.ts';
import { VoiceCardEditor } from './voice-card.tsx';
import { voiceMessages } from './voice-messages.ts';
import { YourData } from './your-data.tsx';

const LANGUAGES = ['auto', 'en', 'es'] as const;

/** The user's own preferences and keys. Each change is saved as it is made. */
export function SettingsPage() {
  const t = useMessages(settingsMessages);
  const shell = useMessages(shellMessages);
  const voice = useMessages(voiceMessages);
  const theme = useTheme();
  const singleKeys = useSingleKeys();
  const me = useMe().data;
  return (
    <>
      <PageHead title={t('title')} />
      <main id="content" className="min-h-0 flex-1 overflow-y-auto px-4 py-6">
        <div className="mx-auto flex max-w-2xl flex-col gap-5">
          {me === undefined ? (
            <Skeleton className="h-64 rounded-2xl" />
          ) : (
            <>
              <Part title={t('appearance')}>
                <div className="grid gap-4 sm:grid-cols-2">
                  <Field label={t('language')}>
                    {(wired) => (
                      <Select
                        {...wired}
                        value={me.locale ?? 'auto'}
                        options={LANGUAGES.map((value) => ({ value, label: t(`language_${value}`) }))}
                        onChange={(value) => void savePreference({ locale: value === 'auto' ? null : value })}
                      />
                    )}
                  </Field>
                  <Field label={shell('theme')}>
                    {(wired) => (
                      <Select
                        {...wired}
                        value={theme}
                        options={THEMES.map((value) => ({ value, label: shell(`theme_${value}`) }))}
                        onChange={setTheme}
                      />
                    )}
                  </Field>
                </div>
                <MyTimeZone me={me} />
                <Switch
                  label={t('singleKeys')}
                  hint={t('singleKeysHint')}
                  checked={singleKeys}
                  onChange={setSingleKeys}
                />
              </Part>
              <Part title={t('suggestions')}>
                <Switch
                  label={t('suggestionsLabel')}
                  hint={t('suggestionsHint')}
                  checked={me.suggestionsEnabled}
                  onChange={(suggestionsEnabled) => void savePreference({ suggestionsEnabled })}
                />
              </Part>
              {me.suggestionsEnabled ? (
                <Part title={voice('voice')}>
                  <VoiceCardEditor />
                </Part>
              ) : null}
            </>
          )}
          <Part title={t('reach')}>
            <p className="text-sm text-ink-soft">{t('reachText')}</p>
            <Reachability />
          </Part>
          <Part title={t('apiKeys')}>
            <ApiKeys />
          </Part>
          {me === undefined ? null : (
            <Part title={t('yourData')}>
              <YourData me={me} />
            </Part>
          )}
        </div>
      </main>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-5 shadow-raised"
    >
      <h2 className="text-xl">{title}</h2>
      {children}
    </section>
  );
}
