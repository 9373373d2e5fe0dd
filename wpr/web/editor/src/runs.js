/** Who wrote which stretch of a text, as passages one after the other, and how typing changes them. */

/**
 * @typedef {object} Run
 * @property {number} from
 * @property {number} to
 * @property {number} author their place in the page's list
 * @property {number} at seconds since 1970
 */

/** The server's runs, [length, author, at], as passages. @returns {Run[]} */
export function placed(runs) {
  let end = 0;
  return runs.map(([length, author, at]) => ({ from: end, to: (end += length), author, at }));
}

/** The passages after a step that was made here. @returns {Run[]} */
export function written(runs, map, author, at) {
  const changes = [];
  map.forEach((from, to, start, end) => changes.unshift({ from, to, size: end - start }));
  return changes.reduce((made, change) => replaced(made, change, author, at), runs);
}

/** The passages after what others did. Whose that is will only be known when the server is asked. */
export function moved(runs, mapping) {
  return runs
    .map((run) => ({ ...run, from: mapping.map(run.from, 1), to: mapping.map(run.to, -1) }))
    .filter(({ from, to }) => from < to);
}

/** The passage that a caret stands in: that of the character before it, or after it at a start. */
export function runAt(runs, position, start) {
  const place = position > start ? position - 1 : position;
  return runs.find(({ from, to }) => from <= place && place < to) ?? null;
}

function replaced(runs, { from, to, size }, author, at) {
  const grown = size - (to - from);
  const before = runs.filter((run) => run.from < from);
  const after = runs.filter((run) => run.to > to);
  return [
    ...before.map((run) => ({ ...run, to: Math.min(run.to, from) })),
    ...(size ? [{ from, to: from + size, author, at }] : []),
    ...after.map((run) => ({ ...run, from: Math.max(run.from, to) + grown, to: run.to + grown })),
  ].reduce(joined, []);
}

function joined(runs, run) {
  const last = runs.at(-1);
  const isSame = last?.author === run.author && last.at === run.at && last.to === run.from;
  return isSame ? [...runs.slice(0, -1), { ...last, to: run.to }] : [...runs, run];
}
