/**
 * The policy of the page lets no string become script or markup by itself (Trusted Types). What is left are
 * addresses of workers, which must be files of the atlas itself, and text without markup.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(address: string): string },
  ): unknown;
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

trustedTypes?.createPolicy("default", {
  createHTML(text) {
    if (/[<&]/.test(text)) throw new TypeError("markup from a text is not allowed here");
    return text;
  },
  createScriptURL(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin)
      throw new TypeError(`a worker from ${url.origin} is not allowed here`);
    return url.href;
  },
});

export {};
