/** What is used of the library: it brings types for its C functions, but none for these. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface Photo {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills `data` with RGBA; tells `null` where the photo cannot be decoded. */
    display(
      into: { data: Uint8ClampedArray; width: number; height: number },
      done: (filled: object | null) => void,
    ): void;
  }
  export default function load(): Promise<{
    HeifDecoder: new () => { decode(bytes: Uint8Array): Photo[] };
  }>;
}
