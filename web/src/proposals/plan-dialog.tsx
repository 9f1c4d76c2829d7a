import { Sparkles } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { CHANNELS } from '../../../src/contract/channel.ts';
import { useAccounts } from '../api/index.ts';
import { useMessages } from '../i18n/index.ts';
import { Button, CHANNEL_NAMES, Checkbox, Dialog, Field, TextArea, TextInput, uiMessages } from '../ui/index.ts';
import { proposalMessages } from './messages.ts';
import { errorsOf, firstWish, type Wish } from './wish.ts';

interface PlanDialogProps {
  zone: string;
  onClose: () => void;
  onPropose: (wish: Wish) => void;
  /** Where the focus goes when it closes. */
  finalFocus: () => HTMLElement | null;
}

/** What a calendar is proposed from: goals, a plan, channels, rhythm and days. */
export function PlanDialog({ zone, onClose, onPropose, finalFocus }: PlanDialogProps) {
  const t = useMessages(proposalMessages);
  const ui = useMessages(uiMessages);
  const linked = useAccounts().data?.map(({ channel }) => channel) ?? [];
  const [today] = useState(() => Temporal.Now.plainDateISO(zone));
  const [wish, setWish] = useState(() => firstWish(today, linked));
  const [isSent, setIsSent] = useState(false);
  const errors = isSent ? errorsOf(wish, today.toString()) : {};
  const change = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  const wrong = (field: keyof Wish) => {
    const error = errors[field];
    return error === undefined ? null : t(`error_${error}`);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = errorsOf(wish, today.toString());
    const [first] = Object.keys(found);
    setIsSent(true);
    if (first === undefined) onPropose(wish);
    else
      event.currentTarget.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, textarea, button)`)?.focus();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('planTitle')}
      description={t('planText')}
      finalFocus={finalFocus}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button look="primary" type="submit" form="plan-ahead" icon={<Sparkles size={16} aria-hidden="true" />}>
            {t('propose')}
          </Button>
        </>
      }
    >
      <form id="plan-ahead" noValidate onSubmit={submit} className="flex flex-col gap-4">
        <div data-field="plan">
          <Field label={t('plan')} hint={t('planHint')} error={wrong('plan')}>
            {(wired) => (
              <TextArea
                {...wired}
                rows={6}
                placeholder={t('planPlaceholder')}
                value={wish.plan}
                onChange={(event) => change({ plan: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div data-field="goals">
          <Field label={t('goals')} hint={t('goalsHint')} error={wrong('goals')}>
            {(wired) => (
              <TextArea
                {...wired}
                rows={2}
                value={wish.goals}
                onChange={(event) => change({ goals: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="grid gap-4 sm:grid-cols-3">
          <div data-field="startDate">
            <Field label={t('from')} error={wrong('startDate')}>
              {(wired) => (
                <TextInput
                  {...wired}
                  type="date"
                  min={today.toString()}
                  value={wish.startDate}
                  onChange={(event) => change({ startDate: event.target.value })}
                />
              )}
            </Field>
          </div>
          <div data-field="endDate">
            <Field label={t('until')} error={wrong('endDate')}>
              {(wired) => (
                <TextInput
                  {...wired}
                  type="date"
                  min={wish.startDate}
                  value={wish.endDate}
                  onChange={(event) => change({ endDate: event.target.value })}
                />
              )}
            </Field>
          </div>
          <div data-field="postsPerWeek">
            <Field label={t('cadence')} error={wrong('postsPerWeek')}>
              {(wired) => (
                <TextInput
                  {...wired}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={14}
                  value={Number.isNaN(wish.postsPerWeek) ? '' : wish.postsPerWeek}
                  onChange={(event) => change({ postsPerWeek: event.target.valueAsNumber })}
                />
              )}
            </Field>
          </div>
        </div>
        <Channels wish={wish} error={wrong('channels')} onChange={(channels) => change({ channels })} />
      </form>
    </Dialog>
  );
}

interface ChannelsProps {
  wish: Wish;
  error: string | null;
  onChange: (channels: Wish['channels']) => void;
}

function Channels({ wish, error, onChange }: ChannelsProps) {
  const t = useMessages(proposalMessages);
  return (
    <fieldset data-field="channels" className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{t('channels')}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {CHANNELS.map((channel) => (
          <Checkbox
            key={channel}
            label={CHANNEL_NAMES[channel]}
            checked={wish.channels.includes(channel)}
            onChange={(on) =>
              onChange(CHANNELS.filter((each) => (each === channel ? on : wish.channels.includes(each))))
            }
          />
        ))}
      </div>
      <p role="alert" className="text-xs font-medium text-danger empty:hidden">
        {error}
      </p>
    </fieldset>
  );
}
