declare namespace App {
  interface Locals {
    /** For how long at least this page's banners hold. */
    seconds?: number;
  }
}
