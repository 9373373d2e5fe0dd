/**
 * Word's lists: paragraphs in a row whose style says `mso-list: l0 level2 lfo1`, with the bullet or
 * number written out in a span of its own. They become real lists, as deep as their levels. The
 * styles are found in `data-style`, see foreign.js.
 */

const LEVEL = /mso-list:\s*\S+\s+level(\d+)/i;
const NUMBER = /^[\s(]*(\d+|[a-zåäö]|[ivxlc]+)[.)]/i;

export function gatherWordLists(body) {
  let lists = []; // from the outermost to the one that is being filled: { level, list }
  for (const paragraph of body.querySelectorAll("p[data-style*='mso-list']")) {
    const level = Number(LEVEL.exec(paragraph.dataset.style)?.[1]);
    if (!level) continue;
    if (paragraph.previousElementSibling !== lists[0]?.list) lists = [];
    const number = takeMarker(paragraph);
    const tag = number === null ? "UL" : "OL";
    while (lists.length > 1 && lists.at(-1).level > level) lists.pop();
    if (lists.at(-1)?.level === level && lists.at(-1).list.tagName !== tag) lists.pop();
    if (!lists.length || lists.at(-1).level < level) {
      lists.push({ level, list: opened(lists.at(-1)?.list, paragraph, tag, number) });
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    paragraph.remove();
    lists.at(-1).list.append(item);
  }
}

/** Removes the written-out marker; null for a bullet, else the number ("" for a letter). */
function takeMarker(paragraph) {
  const spans = [...paragraph.querySelectorAll("span[data-style]")];
  const marker = spans.find((span) => /mso-list:\s*ignore/i.test(span.dataset.style));
  if (!marker) return null;
  const number = NUMBER.exec(marker.textContent)?.[1];
  marker.remove();
  return number === undefined ? null : number.replace(/\D/g, "");
}

function opened(outer, paragraph, tag, number) {
  const list = paragraph.ownerDocument.createElement(tag);
  if (Number(number) > 1) list.setAttribute("start", number);
  if (outer) outer.lastElementChild.append(list);
  else paragraph.before(list);
  return list;
}
