/**
 * Chance from a seed (sfc32): the same seed gives the same numbers on every machine. Each concern takes a stream of its
 * own, so that a change in one does not reshuffle all others.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 4_294_967_296) | 0;
    this.#c = Math.imul(stream + 1, 0x9e37_79b9);
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** 0 ≤ x < 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` up to and including `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.next() * list.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  }

  /** Picks by weight. */
  weigh<T>(options: readonly (readonly [weight: number, value: T])[]): T {
    const total = options.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [weight, value] of options) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = options.at(-1);
    if (last === undefined) throw new RangeError('nothing to pick from');
    return last[1];
  }
}
