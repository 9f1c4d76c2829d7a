/**
 * Text that talks to a machine instead of about the post: "ignore all previous instructions". It may stand in a brief
 * pasted from elsewhere or in a past caption; nobody here obeys it, and it must not be published either.
 */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:instructions?|prompts?|rules|above|previous|prior|guidelines)\b/iu,
  /\b(?:you are|you're|act as|pretend to be|behave as) (?:now )?(?:an? |the )?(?:ai|llm|assistant|chatbot|chatgpt|language model|dan)\b/iu,
  /\b(?:system|developer) (?:prompt|message|instructions?)\b/iu,
  /\b(?:reveal|print|repeat|output|show|leak)\b[^.!?\n]{0,30}\b(?:prompt|instructions|api key|secret|password)\b/iu,
  /\bas an ai\b|\bjailbreak\b|\bnew instructions?:/iu,
  /<\/?(?:system|assistant|user|instructions?|brief|data)>|\[(?:\/)?INST\]|<\|[a-z_]+\|>/iu,
  /\b(?:ignora|olvida|descarta|omite)\b[^.!?\n]{0,40}\b(?:instrucciones|indicaciones|reglas|anterior(?:es)?)\b/iu,
  /\b(?:eres|actúa como|compórtate como|finge ser) (?:ahora )?(?:un[ao]? )?(?:ia|asistente|chatbot|modelo de lenguaje)\b/iu,
  /\b(?:revela|muestra|imprime|repite)\b[^.!?\n]{0,30}\b(?:prompt|instrucciones|clave|contraseña)\b/iu,
  /\b(?:reply|respond|answer|output|responde|contesta|escribe)\b (?:only |solo |únicamente )?(?:with|con) (?:the (?:word|text) |la palabra )?["“'][^"”']+["”']/iu,
];

export function isOrderToMachine(sentence: string): boolean {
  return ORDERS.some((order) => order.test(sentence));
}

/** A text without its sentences that give orders to a machine, line by line. */
export function withoutOrders(text: string): { text: string; hadOrders: boolean } {
  let hadOrders = false;
  const lines = text.split('\n').map((line) => {
    const kept = line.split(/(?<=[.!?])\s+/u).filter((sentence) => !isOrderToMachine(sentence));
    const said = kept.join(' ');
    // An order may run over a full stop; then the whole line is not for a model.
    const isClean = !isOrderToMachine(said);
    hadOrders ||= !isClean || isOrderToMachine(line);
    return isClean ? said : '';
  });
  return { text: lines.join('\n'), hadOrders };
}
