declare namespace App {
  interface Locals {
    /** For how long at least this page's banners hold. */
    seconds?: number;
    /** Set on a page that shared caches must not have: its reader may keep it, or nobody. */
    keptBy?: "reader" | "nobody";
  }
}
