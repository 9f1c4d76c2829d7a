import { CHANNEL_ORDER, channelsOf, type PostForm } from './post-form.ts';

/** Names one field of the form: `caption`, `ig.scheduledAt`, `tiktok.payload.privacyLevel`. */
export type FieldPath = string;

const SHARED = ['title', 'brief', 'caption', 'hashtags', 'tags', 'assetIds', 'cover'] as const;

/** Every field with its value. An absent one of a payload is simply not there. */
export function fieldsOf(form: PostForm): Map<FieldPath, unknown> {
  const fields = new Map<FieldPath, unknown>(SHARED.map((name) => [name, form[name]]));
  for (const channel of CHANNEL_ORDER) {
    const entry = form[channel];
    fields.set(`${channel}.on`, entry.on);
    fields.set(`${channel}.scheduledAt`, entry.scheduledAt);
    for (const [key, value] of Object.entries(entry.payload)) {
      if (value !== undefined) fields.set(`${channel}.payload.${key}`, value);
    }
  }
  return fields;
}

/** The form these fields make; what is missing is as in `fallback`, but a payload holds only what is given. */
export function formFrom(fields: ReadonlyMap<FieldPath, unknown>, fallback: PostForm): PostForm {
  const form: Record<string, unknown> = { ...fallback };
  for (const name of SHARED) if (fields.has(name)) form[name] = fields.get(name);
  for (const channel of CHANNEL_ORDER) {
    const prefix = `${channel}.payload.`;
    const payload = [...fields].filter(([path]) => path.startsWith(prefix));
    form[channel] = {
      on: fields.get(`${channel}.on`) ?? fallback[channel].on,
      scheduledAt: fields.get(`${channel}.scheduledAt`) ?? null,
      payload: Object.fromEntries(payload.map(([path, value]) => [path.slice(prefix.length), value])),
    };
  }
  return form as unknown as PostForm;
}

/** Whether two values of a field mean the same, whatever the order of their keys. */
export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** What differs between two forms, leaving out the fields of channels that are off in both. */
export function changedFields(before: PostForm, after: PostForm): FieldPath[] {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  const live = new Set([...channelsOf(before), ...channelsOf(after)]);
  return [...new Set([...old.keys(), ...now.keys()])].filter((path) => {
    const channel = CHANNEL_ORDER.find((name) => path.startsWith(`${name}.`));
    if (channel !== undefined && !live.has(channel)) return false;
    // What an off channel keeps for later is nobody's change.
    if (channel !== undefined && !after[channel].on && path !== `${channel}.on`) return false;
    return !sameValue(old.get(path), now.get(path));
  });
}
