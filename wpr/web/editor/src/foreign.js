/** HTML that Word, Google Docs and web pages put on the clipboard, made into what we can read. */
import { gatherWordLists } from "./word.js";

const BLOCKS = "p,h1,h2,h3,h4,h5,h6,div,ul,ol,li,table,blockquote,pre,section,article";
const JUNK =
  "style,script,template,title,meta,link,xml,img,svg,picture,video,audio,canvas,object,iframe,.Apple-interchange-newline";

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
const FORBIDDEN = /\s(style|on\w+)(?=\s*=)/gi;

/** Only elements and attributes that mean something to the schema are left. */
export function cleaned(html) {
  if (/\sdata-pm-slice=/.test(html)) return html; // from one of our own texts
  // The page's policy forbids styles and event attributes. Browsers keep to it even in a document
  // that is never shown, but complain of each one; under another name we may read them in peace.
  const quiet = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(TAG, renamed);
  const { body } = new DOMParser().parseFromString(quiet, "text/html");
  for (const element of body.querySelectorAll(JUNK)) element.remove();
  gatherWordLists(body);
  for (const element of [...body.querySelectorAll("*")]) readStyle(element);
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) intoItem(list);
  for (const cell of body.querySelectorAll("td, th")) asBlock(cell);
  for (const lineBreak of body.querySelectorAll("br")) dropBetweenBlocks(lineBreak);
  for (const block of body.querySelectorAll("p,h1,h2,h3,h4,h5,h6,div")) dropEmpty(block);
  for (const element of body.querySelectorAll("*")) bare(element);
  return body.innerHTML;
}

function renamed(tag) {
  return tag.replace(FORBIDDEN, " data-$1");
}

/** Bold and italic may be said by a style, and `<b style="font-weight: normal">` says neither. */
function readStyle(element) {
  const style = element.dataset.style ?? "";
  const weight = /(?:^|;)\s*font-weight\s*:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  const slant = /(?:^|;)\s*font-style\s*:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  const isHeavy = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (isHeavy && !element.matches("b,strong")) wrapContent(element, "strong");
  if (slant === "italic" && !element.matches("i,em")) wrapContent(element, "em");
  const isVoid =
    (weight && !isHeavy && element.matches("b,strong")) ||
    (slant === "normal" && element.matches("i,em")) ||
    element.tagName.includes(":");
  if (isVoid) element.replaceWith(...element.childNodes);
}

function wrapContent(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Google Docs puts an inner list beside its item instead of into it. */
function intoItem(list) {
  const before = list.previousElementSibling;
  if (before?.matches("li")) return before.append(list);
  const item = list.ownerDocument.createElement("li");
  list.replaceWith(item);
  item.append(list);
}

function asBlock(cell) {
  const block = cell.ownerDocument.createElement("div");
  block.append(...cell.childNodes);
  cell.append(block);
}

function dropBetweenBlocks(lineBreak) {
  const { previousElementSibling: before, nextElementSibling: after } = lineBreak;
  if (before?.matches(BLOCKS) || after?.matches(BLOCKS)) lineBreak.remove();
}

function dropEmpty(block) {
  if (!block.textContent.trim()) block.remove();
}

function bare(element) {
  for (const name of element.getAttributeNames()) {
    if (name !== "href" && name !== "start") element.removeAttribute(name);
  }
}
