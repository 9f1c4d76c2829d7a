import type { PostContext } from '../../src/suggest/context.ts';
import type { ModelSettings } from '../../src/suggest/providers/settings.ts';
import { createSuggester, type Suggester } from '../../src/suggest/suggester.ts';
import { learnVoice } from '../../src/suggest/voice.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { BRIEFS, PAST_CAPTIONS, type EvalBrief } from './briefs.ts';
import type { Draft } from './judge.ts';

/** Somebody who answers a brief. A control is one that must fail: it shows that the judge can tell. */
export interface Contender {
  name: string;
  isControl: boolean;
  draft(brief: EvalBrief): Promise<Draft>;
}

const voice = learnVoice(PAST_CAPTIONS.map((text) => ({ text, hashtags: [] })));

export function contenders(clock: Clock, settings: ModelSettings | null): Contender[] {
  const own = [
    suggesting('built-in suggester', createSuggester({ clock, fetch: noNetwork, settings: null }), clock),
    suggesting('model that embellishes, repaired', unlimited(clock, embellish, HOSTILE), clock),
    suggesting('model that answers the brief before, repaired', unlimited(clock, answerAnother, HOSTILE), clock),
    ...(settings === null
      ? []
      : [
          suggesting(
            `${settings.provider}/${settings.model}`,
            createSuggester({ clock, fetch, settings, callsPerHour: 10_000 }),
            clock,
          ),
        ]),
  ];
  return [...own, ...CONTROLS];
}

function suggesting(name: string, suggester: Suggester, clock: Clock): Contender {
  return {
    name,
    isControl: false,
    async draft({ brief }) {
      const reply = await suggester.suggestPost(contextOf(brief, clock), { userId: 'eval' });
      return { caption: reply.caption?.text ?? '', hashtags: reply.hashtags?.hashtags ?? [] };
    },
  };
}

export function contextOf(brief: string, clock: Clock): PostContext {
  const nothing = { title: '', caption: '', media: [], frames: [], times: {} };
  return {
    ...nothing,
    fields: ['caption', 'hashtags'],
    channels: ['ig'],
    locale: 'en',
    brief,
    voice: voice.card,
    learntFrom: voice.learntFrom,
    now: clock.now(),
  };
}

const HOSTILE: ModelSettings = {
  provider: 'openai-compatible',
  apiKey: 'none',
  baseUrl: 'http://model.invalid/v1',
  model: 'hostile',
  timeoutMs: 5000,
};

/** A model played by a function of its request: the wire is real, the network is not. */
function unlimited(clock: Clock, play: (material: string) => unknown, settings: ModelSettings): Suggester {
  const answer = (_: unknown, init?: { body?: unknown }): Promise<Response> => {
    const request = JSON.parse(String(init?.body)) as { messages: { content: string | { text?: string }[] }[] };
    const said = request.messages.at(-1)?.content ?? '';
    const prompt = typeof said === 'string' ? said : said.map(({ text }) => text ?? '').join('\n');
    const data = /<data>\n([\s\S]*)\n<\/data>/u.exec(prompt)?.[1] ?? '{}';
    const { material = '' } = JSON.parse(data) as { material?: string };
    const content = JSON.stringify(play(material));
    const body = {
      id: 'x',
      object: 'chat.completion',
      created: 1,
      model: 'hostile',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    };
    return Promise.resolve(
      new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } }),
    );
  };
  return createSuggester({ clock, fetch: answer, settings, callsPerHour: 10_000 });
}

/** Keeps half of what was said, adds what was not: the common sins of a chatty model at once. */
function embellish(material: string): unknown {
  const sentences = material.split('\n');
  const half = sentences.slice(0, Math.ceil(sentences.length / 2)).join(' ');
  return {
    caption: `${half} Only 7 left until Monday! Guaranteed to change your life. Shop at www.best-shop.example. Link in bio!`,
    tiktok_caption: 'POV: 99 % off today',
    hashtags: [
      '#fyp',
      '#viral',
      '#guaranteed',
      '#handmade',
      '#sale2026',
      ...sentences
        .join(' ')
        .split(/\P{L}+/u)
        .slice(0, 30),
    ],
  };
}

function answerAnother(material: string): unknown {
  const index = BRIEFS.findIndex(({ brief }) => brief.includes(material.split('\n').at(-1) ?? '\u0000'));
  const other = BRIEFS[(index + BRIEFS.length - 1) % BRIEFS.length];
  return { caption: other?.brief ?? '', hashtags: other?.subject ?? [] };
}

const CONTROLS: readonly Contender[] = [
  control('clickbait template', ({ language, subject }) => ({
    caption:
      language === 'es'
        ? `¡¡NO TE LO VAS A CREER!! 😱 El secreto de ${subject[0] ?? ''} que nadie te cuenta. ¡Corre, que quedan 3!`
        : `You WON'T BELIEVE this ${subject[0] ?? ''} secret!! 😱 Number 4 will shock you. Run, only 3 left!`,
    hashtags: ['viral', 'fyp', 'musthave'],
  })),
  control('keyword stuffing', ({ brief, subject }) => ({
    caption: `${subject.join(' ')} `.repeat(20).trim(),
    hashtags: (brief.match(/\p{L}{5,}/gu) ?? []).slice(0, 12),
  })),
  control('the brief as it is', ({ brief }) => ({ caption: brief, hashtags: [] })),
  control('another brief’s answer', ({ id }) => {
    const at = BRIEFS.findIndex((each) => each.id === id);
    const other = BRIEFS[(at + 1) % BRIEFS.length];
    return { caption: other?.brief ?? '', hashtags: [...(other?.subject ?? [])] };
  }),
];

function control(name: string, answer: (brief: EvalBrief) => Draft): Contender {
  return { name, isControl: true, draft: (brief) => Promise.resolve(answer(brief)) };
}

function noNetwork(): Promise<Response> {
  return Promise.reject(new Error('The built-in suggester has no network.'));
}
