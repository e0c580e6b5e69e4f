const HALF_A_YEAR = 6;

/** The text of RFC 9116; it expires half a year after the month that it is asked for in. */
export function securityText(contact: string, canonical: string | undefined, now: Date): string {
  const expires = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + HALF_A_YEAR, 1)).toISOString();
  return [
    `Contact: ${contactAddress(contact)}`,
    `Expires: ${expires.replace(".000", "")}`,
    "Preferred-Languages: en, zh",
    ...(canonical ? [`Canonical: ${canonical}`] : []),
    "",
  ].join("\n");
}

/** The address of whom to tell: of a page, or of a mailbox that is named by itself. */
export function contactAddress(contact: string): string {
  return /^[\w.+-]+@[\w.-]+$/.test(contact) ? `mailto:${contact}` : contact;
}
