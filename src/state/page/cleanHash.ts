/** The end of a sentence that came along when a link was copied out of a text. */
const sentenceEnd =
  /(?:[.,;:!?)\]}>"'\s]|%20|%E3%80%82|%EF%BC%8[C9E]|%EF%BC%9[ABF]|%EF%BC%81|%E3%80%8[1DF]|%E3%80%91|%E2%80%9[D9]|[。，；：！？）、」』】”’])+$/i;

/** The part of an address behind its #, without the end of a sentence. */
export const cleanHash = (hash: string) => hash.replace(sentenceEnd, "");
