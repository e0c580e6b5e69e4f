declare namespace App {
  interface Locals {
    /** For how long at least this page's banners hold. */
    seconds?: number;
    /** Set where a visitor asked so much that nobody can say what he may see. */
    isTooMuch?: boolean;
  }
}

interface ImportMetaEnv {
  /** Set by astro.config.mjs. */
  readonly API_LISTS_AS_CSV: boolean;
}
