declare namespace App {
  interface Locals {
    /** For how long at least this page's banners hold. */
    seconds?: number;
  }
}

interface ImportMetaEnv {
  /** Set by astro.config.mjs. */
  readonly API_LISTS_AS_CSV: boolean;
}
