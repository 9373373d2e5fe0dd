/** What a link may point at: the web, a mail address, or a page of this service (as prose/schema.py). */

export const LONGEST_ADDRESS = 2_000;

const ALLOWED = /^(?:(?:https?:\/\/|mailto:)\S+|\/(?!\/)\S*)$/i;
const FORBIDDEN = /\p{Cc}|\p{Surrogate}|\p{Noncharacter_Code_Point}/u;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The address as it is stored, or null when a link must not have it. */
export function address(written) {
  const href = written?.trim() ?? "";
  const isFit = ALLOWED.test(href) && !FORBIDDEN.test(href) && href.length <= LONGEST_ADDRESS;
  return isFit ? href : null;
}

/** As `address`, for what a person types: "skola.se" and "namn@skola.se" are understood too. */
export function typedAddress(written) {
  const href = written.trim();
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(href)) return address(`mailto:${href}`);
  const isBare = !SCHEME.test(href) && /^[^\s/.]+(\.[^\s/.]+)+([/?#:]\S*)?$/.test(href);
  return address(isBare ? `https://${href}` : href);
}
