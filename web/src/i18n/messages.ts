import type { Locale } from '../../../src/contract/me.ts';

/** A text with one wording, or one wording per plural form chosen by `{count}`. Holes are written `{name}`. */
export type Message = string | PluralMessage;
export interface PluralMessage {
  one: string;
  many?: string;
  other: string;
}

type Translated<E extends Record<string, Message>> = {
  readonly [K in keyof E]: E[K] extends string ? string : PluralMessage;
};

/** The texts of one part of the client in every language. Each part owns its file and loads with its code. */
export interface Messages<E extends Record<string, Message> = Record<string, Message>> {
  readonly en: E;
  readonly es: Translated<E>;
}

/** Declares a part's texts. A key missing in Spanish, or one too many, is a type error. */
export function defineMessages<const E extends Record<string, Message>>(en: E, es: Translated<E>): Messages<E> {
  return { en, es };
}

type HolesIn<S> = S extends `${string}{${infer Hole}}${infer Rest}` ? Hole | HolesIn<Rest> : never;
type HolesOf<M> = M extends string ? HolesIn<M> : M extends PluralMessage ? HolesIn<M['other']> | 'count' : never;
type Values<M> = [HolesOf<M>] extends [never] ? [] : [values: Record<HolesOf<M>, string | number>];

/** Says a text: `t('moved', { count: 3 })`. Holes without a value are a type error. */
export type Translate<E extends Record<string, Message>> = <K extends keyof E>(
  key: K,
  ...values: Values<E[K]>
) => string;

/** The texts of `messages` in `locale`; numbers put into holes are written the locale's way. */
export function translator<E extends Record<string, Message>>(messages: Messages<E>, locale: Locale): Translate<E> {
  const texts: Record<string, Message> = messages[locale];
  return (key, ...values) => fill(locale, texts[key as string] ?? String(key), values[0] ?? {});
}

function fill(locale: Locale, message: Message, values: Record<string, string | number>): string {
  const text = typeof message === 'string' ? message : pluralForm(locale, message, Number(values['count']));
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? numberFormat(locale).format(value) : value;
  });
}

function pluralForm(locale: Locale, message: PluralMessage, count: number): string {
  const form = pluralRules(locale).select(count);
  if (form === 'one') return message.one;
  if (form === 'many' && message.many !== undefined) return message.many;
  return message.other;
}

const rules = new Map<Locale, Intl.PluralRules>();
function pluralRules(locale: Locale): Intl.PluralRules {
  const found = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, found);
  return found;
}

const numbers = new Map<Locale, Intl.NumberFormat>();
export function numberFormat(locale: Locale): Intl.NumberFormat {
  const found = numbers.get(locale) ?? new Intl.NumberFormat(locale);
  numbers.set(locale, found);
  return found;
}
