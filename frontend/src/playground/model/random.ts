/** Where chance comes from: the browser's generator, or draws that a test has recorded. */
export interface Draws {
  uniform(low: number, high: number, count: number): Float64Array;
  normal(count: number): Float64Array;
  /** The whole numbers below `count`, shuffled. */
  permutation(count: number): Int32Array;
}

/**
 * A stream of pseudo-random numbers that a text determines: the generator sfc32 of PractRand, begun
 * with four hashes (FNV-1a) of the text.
 */
export class Random implements Draws {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    this.a = hash(`a${seed}`);
    this.b = hash(`b${seed}`);
    this.c = hash(`c${seed}`);
    for (let i = 0; i < 16; i++) this.word();
  }

  /** Uniform in [0, 1), with 53 random bits. */
  next(): number {
    return ((this.word() >>> 5) * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }

  uniform(low: number, high: number, count: number): Float64Array {
    return Float64Array.from({ length: count }, () => low + (high - low) * this.next());
  }

  /** By Box and Muller's transformation. */
  normal(count: number): Float64Array {
    return Float64Array.from({ length: count }, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
      return radius * Math.cos(2 * Math.PI * this.next());
    });
  }

  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      const held = order[i]!;
      order[i] = order[j]!;
      order[j] = held;
    }
    return order;
  }

  private word(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
