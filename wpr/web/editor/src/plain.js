/** Texts as plain text: to be counted, and to be copied when nothing else can be done with them. */

/** Blocks are parted by a blank line, as in the server's plain text. */
export function plain(node) {
  return node.textBetween(0, node.content.size, "\n\n", "\n");
}

/** What a step would have added; "" for one that only takes away or formats. */
export function inserted({ slice }) {
  return slice ? slice.content.textBetween(0, slice.content.size, "\n\n", "\n") : "";
}

/** The number of words, counted as the server does: between spaces, with a letter or a digit. */
export function words(node) {
  return plain(node).split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
