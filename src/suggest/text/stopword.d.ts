/** The package carries no types. Each export used here is a list of one language's stop words, named by ISO 639-3. */
declare module 'stopword' {
  const lists: Readonly<Record<string, unknown>>;
  export default lists;
}
