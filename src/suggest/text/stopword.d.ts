/** The package carries no types. Each export is the list of one language's stop words, named by ISO 639-3; these are used. */
declare module 'stopword' {
  export const cat: readonly string[];
  export const ces: readonly string[];
  export const dan: readonly string[];
  export const deu: readonly string[];
  export const ell: readonly string[];
  export const eng: readonly string[];
  export const spa: readonly string[];
  export const est: readonly string[];
  export const eus: readonly string[];
  export const fin: readonly string[];
  export const fra: readonly string[];
  export const hrv: readonly string[];
  export const hun: readonly string[];
  export const ita: readonly string[];
  export const nld: readonly string[];
  export const nob: readonly string[];
  export const pol: readonly string[];
  export const por: readonly string[];
  export const ron: readonly string[];
  export const rus: readonly string[];
  export const slk: readonly string[];
  export const swe: readonly string[];
  export const tur: readonly string[];
  export const ukr: readonly string[];
}
