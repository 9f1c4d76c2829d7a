import { useQuery } from '@tanstack/react-query';
import type { PatchVoice, Voice, VoiceCard } from '../../../src/contract/suggestion.ts';
import { call, isApiProblem, queryClient } from '../api/index.ts';
import { useLocale, useMessages } from '../i18n/index.ts';
import { Badge, Button, Field, Select, Skeleton, Switch, toast, toastProblem, uiMessages } from '../ui/index.ts';
import { VoiceField } from './voice-field.tsx';
import { voiceMessages } from './voice-messages.ts';
import { listPart, numberPart } from './voice-parts.ts';

const KEY = ['voice'];
const LANGUAGES = ['en', 'es', 'ca', 'de', 'fr', 'it', 'nl', 'pt'];

const PARTS = {
  length: numberPart(20, 2200),
  emojiPerPost: numberPart(0, 20),
  hashtagsPerPost: numberPart(1, 5),
  favouriteEmoji: listPart(5, ' '),
  hashtags: listPart(10, ' ', '#'),
  closingLines: listPart(5, '\n'),
} as const;

/** How the creator writes, as learnt from their published captions; each part is theirs to correct and to give back. */
export function VoiceCardEditor() {
  const t = useMessages(voiceMessages);
  const ui = useMessages(uiMessages);
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call('getVoice', {}, { signal }) });
  const voice = query.data;
  if (query.isError && voice === undefined) {
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-sm text-danger">
        {t('failed')}
        <Button small onClick={() => void query.refetch()}>
          {ui('retry')}
        </Button>
      </p>
    );
  }
  if (voice === undefined) return <Skeleton className="h-64 rounded-xl" />;
  const save = async (patch: PatchVoice): Promise<string | null> => {
    try {
      queryClient.setQueryData(KEY, await call('patchVoice', { body: patch }));
      toast({ text: t('saved') });
      return null;
    } catch (error) {
      const [field] = isApiProblem(error, 'INVALID_INPUT') ? Object.values(error.fields) : [];
      if (field === undefined) toastProblem(error);
      return field ?? '';
    }
  };
  const field = (part: keyof typeof PARTS, hint?: string) => (
    <VoiceField
      // What the server made of it, or gave back, stands in the field.
      key={`${part}:${JSON.stringify(voice.card[part])}:${String(voice.edited.includes(part))}`}
      label={t(part)}
      hint={hint}
      part={PARTS[part]}
      value={isUnknown(voice, part) ? null : voice.card[part]}
      aside={<Origin part={part} voice={voice} onBack={save} />}
      onSave={(value) => save({ [part]: value })}
    />
  );
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-soft">
        {t('voiceText')} {voice.learntFrom === 0 ? t('learntFromNone') : t('learntFrom', { count: voice.learntFrom })}{' '}
        {voice.signal === 'thin' ? t('signal_thin') : null}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Language voice={voice} onSave={save} />
        {field('length')}
        {field('emojiPerPost')}
        {field('favouriteEmoji', t('favouriteEmojiHint'))}
        {field('hashtagsPerPost')}
        {field('hashtags', t('hashtagsHint'))}
      </div>
      {field('closingLines', t('closingLinesHint'))}
      <div className="flex flex-col gap-1">
        <Switch
          label={t('linkInBio')}
          hint={t('linkInBioHint')}
          checked={voice.card.linkInBio}
          onChange={(linkInBio) => void save({ linkInBio })}
        />
        <span className="text-xs">
          <Origin part="linkInBio" voice={voice} onBack={save} />
        </span>
      </div>
      {voice.edited.length === 0 ? null : (
        <Button
          className="self-start"
          onClick={() => void save(Object.fromEntries(voice.edited.map((part) => [part, null])))}
        >
          {t('backAll')}
        </Button>
      )}
    </div>
  );
}

interface PartProps {
  voice: Voice;
  part: keyof VoiceCard;
  onBack: (patch: PatchVoice) => Promise<string | null>;
}

/** Whose word a part is, and the way back. */
function Origin({ voice, part, onBack }: PartProps) {
  const t = useMessages(voiceMessages);
  if (!voice.edited.includes(part)) return voice.learntFrom === 0 ? null : <Badge>{t('learnt')}</Badge>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Badge tone="accent">{t('yours')}</Badge>
      <Button
        small
        look="quiet"
        aria-label={t('backOf', { part: t(part) })}
        onClick={() => void onBack({ [part]: null })}
      >
        {t('back')}
      </Button>
    </span>
  );
}

/** Nothing learnt and nothing said: an empty field, not a nought. */
function isUnknown({ learntFrom, edited }: Voice, part: keyof VoiceCard): boolean {
  return learntFrom === 0 && !edited.includes(part);
}

const OF_EACH_BRIEF = 'none';

function Language({ voice, onSave }: { voice: Voice; onSave: (patch: PatchVoice) => Promise<string | null> }) {
  const t = useMessages(voiceMessages);
  const names = new Intl.DisplayNames(useLocale(), { type: 'language' });
  const { language } = voice.card;
  const known = [...new Set([...LANGUAGES, ...(language === null ? [] : [language])])];
  return (
    <Field label={t('language')} aside={<Origin part="language" voice={voice} onBack={onSave} />}>
      {(wired) => (
        <Select
          {...wired}
          value={language ?? OF_EACH_BRIEF}
          options={[
            { value: OF_EACH_BRIEF, label: t('language_none'), disabled: language !== null },
            ...known.map((value) => ({ value, label: names.of(value) ?? value })),
          ]}
          onChange={(value) => (value === OF_EACH_BRIEF ? undefined : void onSave({ language: value }))}
        />
      )}
    </Field>
  );
}
