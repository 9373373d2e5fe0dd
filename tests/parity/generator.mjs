// Random editing with the JavaScript library that browsers run, for the Python port to repeat.
// Built into generator.js by wpr/web/editor/build.mjs; test_parity.py runs that in Chromium.
import {
  baseKeymap,
  chainCommands,
  joinBackward,
  joinForward,
  splitBlock,
  toggleMark,
} from "prosemirror-commands";
import { Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, TextSelection } from "prosemirror-state";
import { AddMarkStep, canJoin, canSplit } from "prosemirror-transform";
import spec from "../../wpr/prose/schema.json";
import "../../wpr/web/editor/src/mark_set.js";

const schema = new Schema(spec);
const { paragraph, bullet_list, ordered_list, list_item, hard_break } = schema.nodes;
const { strong, em, link } = schema.marks;

const WORDS = "skolan vi elever läsning åtgärder Malmö därför 😀 👩‍🏫 e\u0301 – a. i".split(" ");
const ADDRESSES = ["https://a.se", "/b", "mailto:c@d.se"];
const CHANGES = 24; // in each round
const STRAYS = 6; // steps of a round tried on a document that they were not made for
const PLACES = 24; // at most, mapped through each step

/** `count` rounds as JSON: each a document, the steps that changed it, and steps gone astray. */
export function rounds(seed, count) {
  const random = generator(seed);
  return JSON.stringify(many(count, () => round(random)));
}

function many(count, make) {
  return Array.from({ length: count }, make);
}

/** Mulberry32: whole numbers below `limit`, the same for the same seed. */
function generator(seed) {
  return (limit) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

function round(random) {
  const start = document(random);
  let state = EditorState.create({ doc: start });
  const done = [];
  for (let change = 0; change < CHANGES; change++) {
    const transaction = changed(random, select(random, state), done);
    for (let index = 0; index < transaction.steps.length; index++) {
      const before = transaction.docs[index];
      const after = transaction.docs[index + 1] ?? transaction.doc;
      done.push({ step: transaction.steps[index], before, after });
    }
    // The server refuses half an emoji, so what is built on one has nothing to be compared with.
    if (!isWhole(transaction.doc)) break;
    state = state.apply(transaction);
  }
  const steps = done.map(({ step, before, after }) => ({
    step: step.toJSON(),
    after: fits(step, before) && isWhole(after) ? after.toJSON() : null,
    places: places(step.getMap(), before.content.size),
  }));
  const strays = many(done.length && STRAYS, () => done[random(done.length)].step);
  return {
    document: start.toJSON(),
    steps,
    strays: strays.map((step) => ({ step: step.toJSON(), after: astray(step, start) })),
  };
}

/** Whether no emoji was cut in half: the server refuses that. */
function isWhole(doc) {
  return !/\\ud[89a-f]/.test(JSON.stringify(doc.toJSON()));
}

/** Whether no place of a step is inside an emoji, even where nothing is cut in the end. */
function fits({ from, to, gapFrom, gapTo, steps = [] }, doc) {
  const places = [from, to, gapFrom, gapTo].filter((place) => place !== undefined);
  return !places.some((place) => isInside(doc, place)) && steps.every((step) => fits(step, doc));
}

function isInside(doc, place) {
  return /[\ud800-\udbff]$/.test(doc.resolve(place).nodeBefore?.text ?? "");
}

/** Where places end up: [place, with what follows it, deleted, with what precedes it, deleted]. */
function places(map, size) {
  const found = [];
  for (let place = 0; place <= size; place += 1 + Math.floor(size / PLACES)) {
    const [forward, backward] = [map.mapResult(place, 1), map.mapResult(place, -1)];
    found.push([place, forward.pos, forward.deleted, backward.pos, backward.deleted]);
  }
  return found;
}

/** What a step makes of a document that it was not made for; null when it is refused. */
function astray(step, doc) {
  try {
    const { doc: after } = step.apply(doc);
    after.check();
    return fits(step, doc) && isWhole(after) ? after.toJSON() : null;
  } catch {
    return null;
  }
}

function document(random) {
  return schema.node("doc", null, many(1 + random(4), () => block(random, 0)));
}

function block(random, depth) {
  const kind = depth > 2 ? 0 : random(6);
  if (kind < 4) return paragraph.create(null, inline(random));
  const items = many(1 + random(3), () => {
    const first = paragraph.create(null, inline(random));
    return list_item.create(null, random(3) ? first : [first, block(random, depth + 1)]);
  });
  if (kind === 4) return bullet_list.create(null, items);
  return ordered_list.create({ order: 1 + random(9) }, items);
}

function inline(random) {
  return many(random(4), () =>
    random(9) ? schema.text(words(random), marks(random)) : hard_break.create(null, null, marks(random)),
  );
}

function words(random) {
  const chosen = many(1 + random(5), () => WORDS[random(WORDS.length)]);
  return chosen.join(" ") + (random(2) ? " " : "");
}

function marks(random) {
  return [...(random(4) ? [] : [strong]), ...(random(4) ? [] : [em])]
    .map((type) => type.create())
    .concat(random(6) ? [] : linked(random));
}

function linked(random) {
  return link.create({ href: ADDRESSES[random(ADDRESSES.length)] });
}

/** The state with a random selection: a caret, a few characters, or a stretch of any length. */
function select(random, state) {
  const size = state.doc.content.size;
  const start = random(size + 1);
  const end = [start, Math.min(size, start + random(9)), random(size + 1)][random(3)];
  const [anchor, head] = [start, end].map((place) => beside(random, state.doc, place));
  return state.apply(state.tr.setSelection(TextSelection.between(anchor, head)));
}

/** The place, or the one after it when it is inside an emoji; hardly ever left there. */
function beside(random, doc, place) {
  return doc.resolve(isInside(doc, place) && random(20) ? place + 1 : place);
}

/** A transaction with one random change; with no steps when the change is impossible here. */
function changed(random, state, done) {
  try {
    return CHANGE[random(CHANGE.length)](random, state, done) ?? state.tr;
  } catch {
    return state.tr; // The library refused before there was a step.
  }
}

function by(command) {
  return (random, state) => {
    let transaction;
    command(random)(state, (made) => (transaction = made));
    return transaction;
  };
}

const type = (random, state) => state.tr.insertText(words(random));
const erase = (_, state) => state.tr.deleteSelection();
const paste = (random, state) => {
  const source = document(random);
  const from = random(source.content.size);
  const slice = source.slice(from, from + random(source.content.size - from + 1));
  const { from: start, to } = state.selection;
  return random(2) ? state.tr.replaceSelection(slice) : state.tr.replace(start, to, slice);
};

const CHANGE = [
  type,
  type,
  type,
  erase,
  erase,
  paste,
  paste,
  (_, state) => state.tr.replaceSelectionWith(hard_break.create()),
  by((random) => toggleMark(random(2) ? strong : em)),
  by((random) => toggleMark(random(2) ? strong : em)),
  by((random) => toggleMark(link, linked(random).attrs)),
  (random, { tr, selection: { from, to } }) => tr.addMark(from, to, linked(random)),
  (random, { tr, selection: { from, to } }) => tr.removeMark(from, to, random(2) ? strong : null),
  by((random) => wrapInList(random(2) ? bullet_list : ordered_list)),
  by(() => liftListItem(list_item)),
  by(() => sinkListItem(list_item)),
  by(() => chainCommands(splitListItem(list_item), splitBlock)),
  by(() => joinBackward),
  by(() => joinForward),
  by(() => baseKeymap.Enter),
  by(() => baseKeymap.Backspace),
  (_, { tr, selection }) => (canSplit(tr.doc, selection.from) ? tr.split(selection.from) : tr),
  (random, { tr }) => {
    const place = random(tr.doc.content.size + 1);
    return canJoin(tr.doc, place) ? tr.join(place) : tr;
  },
  (random, { tr }) => {
    tr.doc.descendants((node, place) => {
      if (node.type === ordered_list && random(2)) tr.setNodeAttribute(place, "order", 1 + random(99));
    });
    return tr;
  },
  // Undo: the last steps inverted. A mark over text that has it in part leaves a set of mark steps.
  (random, { tr }, done) => {
    for (const { step, before } of done.slice(-1 - random(3)).reverse()) tr.step(step.invert(before));
    return tr;
  },
  (random, { tr, selection: { from, to } }) => {
    const step = new AddMarkStep(from, to, random(2) ? strong.create() : linked(random));
    return tr.step(step).step(step.invert(tr.docs[0]));
  },
  // Move: what is selected is taken out and put in somewhere else.
  (random, { tr, selection }) => {
    const slice = tr.doc.slice(selection.from, selection.to);
    tr.deleteSelection();
    return tr.replace(random(tr.doc.content.size + 1), undefined, slice);
  },
];
