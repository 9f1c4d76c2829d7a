import { useState, type ReactNode } from 'react';
import { useMessages } from '../i18n/index.ts';
import { Field, TextArea, TextInput } from '../ui/index.ts';
import { voiceMessages } from './voice-messages.ts';
import type { PartValue, VoicePart } from './voice-parts.ts';

interface VoiceFieldProps {
  label: string;
  hint?: string | undefined;
  part: VoicePart;
  /** `null`: not known yet. */
  value: PartValue | null;
  aside: ReactNode;
  /** Answers what is wrong with it; `null` when it is stored. */
  onSave: (value: PartValue) => Promise<string | null>;
}

/** One part of the voice, saved on leaving it; Escape takes back what was typed. */
export function VoiceField({ label, hint, part, value, aside, onSave }: VoiceFieldProps) {
  const t = useMessages(voiceMessages);
  const written = value === null ? '' : part.write(value);
  const [text, setText] = useState(written);
  const [error, setError] = useState<string | null>(null);
  const leave = async () => {
    if (text === written) return setError(null);
    const read = part.read(text, t);
    setError('error' in read ? read.error : await onSave(read.value));
  };
  const own = {
    value: text,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onBlur: () => void leave(),
    onKeyDown: (event: { key: string }) => {
      if (event.key === 'Escape') setText(written);
      if (event.key === 'Enter' && part.kind !== 'lines') void leave();
    },
  };
  return (
    <Field label={label} aside={aside} error={error} {...(hint === undefined ? {} : { hint })}>
      {(wired) =>
        part.kind === 'lines' ? (
          <TextArea {...wired} {...own} rows={2} />
        ) : (
          <TextInput {...wired} {...own} inputMode={part.kind === 'number' ? 'decimal' : 'text'} />
        )
      }
    </Field>
  );
}
