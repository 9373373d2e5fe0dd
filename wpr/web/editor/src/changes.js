/** What a text's unsent steps have changed altogether: where in the text before, and where in this one. */

import { ReplaceStep } from "prosemirror-transform";

/**
 * @typedef {object} Change
 * @property {number} fromA where it begins in the text before the steps
 * @property {number} toA
 * @property {number} fromB where it begins in the text after them
 * @property {number} toB
 */

/** @param {import("prosemirror-transform").Step[]} steps @returns {Change[]} in order, none touching another */
export function changes(steps) {
  let found = [];
  for (const step of steps) {
    const ranges = [];
    step.getMap().forEach((from, to, start, end) => ranges.unshift([from, to, end - start]));
    for (const range of ranges) found = joined(found, ...range);
  }
  return found.filter(({ fromA, toA, fromB, toB }) => fromA < toA || fromB < toB);
}

/** The step, or none, that leads from one document to another, touching as little as one step can. */
export function leading(old, now) {
  const start = old.content.findDiffStart(now.content);
  if (start === null) return [];
  let { a, b } = old.content.findDiffEnd(now.content);
  const overlap = Math.max(0, start - Math.min(a, b));
  [a, b] = [a + overlap, b + overlap];
  const step = new ReplaceStep(start, a, now.slice(start, b));
  const isFit = step.apply(old).doc?.eq(now);
  return [isFit ? step : new ReplaceStep(0, old.content.size, now.slice(0, now.content.size))];
}

function joined(found, from, to, size) {
  const grown = size - (to - from);
  const before = found.filter(({ toB }) => toB < from);
  const touched = found.filter(({ fromB, toB }) => fromB <= to && toB >= from);
  const after = found.filter(({ fromB }) => fromB > to);
  const offset = before.length ? before.at(-1).toB - before.at(-1).toA : 0;
  const [first, last] = [touched[0], touched.at(-1)];
  const change = {
    fromA: first ? first.fromA - Math.max(0, first.fromB - from) : from - offset,
    toA: last ? last.toA + Math.max(0, to - last.toB) : to - offset,
    fromB: first ? Math.min(first.fromB, from) : from,
    toB: (last ? Math.max(last.toB, to) : to) + grown,
  };
  const moved = after.map((one) => ({ ...one, fromB: one.fromB + grown, toB: one.toB + grown }));
  return [...before, change, ...moved];
}
