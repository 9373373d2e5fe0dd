"""A storm: three people, every kind of change, a failing network; in the end all have one text."""

import json
import os
import random
import re
import secrets

from playwright.sync_api import Route

from tests.browser.editor.desk import Desk

GATES = "2027" if "CI" in os.environ else ""
SEED = int(os.environ.get("STORM_SEED") or GATES or secrets.randbelow(2**32))
CHANGES = 60  # by each
LOST = 0.2  # of the answers

CHANGE = """([id, act, at, length, text]) => {
  const { field } = document.querySelector(`[data-text="${id}"]`);
  const { state, dispatch } = field.view;
  const size = state.doc.content.size;
  const near = (share) => state.selection.constructor.near(
    state.doc.resolve(Math.floor(Math.min(share, 1) * size)));
  const start = near(at);
  const { from } = start;
  const to = Math.max(from, near(at + length).to);
  const { tr } = state;
  field.page.active = field;
  if (act === "type") dispatch(tr.insertText(text, from));
  else if (act === "delete") dispatch(tr.delete(from, to));
  else if (act === "replace") dispatch(tr.insertText(text, from, to));
  else if (act === "split") dispatch(tr.split(from));
  else {
    dispatch(tr.setSelection(start.constructor.create(tr.doc, from, to)));
    document.querySelector(`[data-command="${act}"]`).click();
  }
}"""
ACTS = ["type"] * 8 + ["delete"] * 2 + ["replace", "split", "split", "bold", "italic"] + [
    "bullet-list", "numbered-list", "undo", "undo", "redo"
]  # fmt: skip


def test_everybody_ends_with_the_same_text(desk: Desk) -> None:
    print(f"STORM_SEED={SEED} throws the same dice again")
    dice = random.Random(SEED)
    pages = [desk.open(name) for name in ("anna", "bo", "anna")]
    for page in pages:
        page.route(re.compile(r"/steps$"), lambda route: answered(route, dice))
    for number in range(CHANGES * len(pages)):
        page = dice.choice(pages)
        place, length = dice.random(), dice.random() / 20
        words = f"<{number}>"
        page.evaluate(CHANGE, [desk.id("answer"), dice.choice(ACTS), place, length, words])
        if dice.random() < 0.02:
            page.context.set_offline(True)
        if dice.random() < 0.2:
            page.wait_for_timeout(dice.randrange(120))
            page.context.set_offline(False)
    for page in pages:
        page.context.set_offline(False)
        page.unroute_all(behavior="wait")
    for page in pages:
        desk.expect_saved(page)
    stored = json.dumps(desk.house.content("answer"), ensure_ascii=False)
    for page in pages:
        desk.until(page, IS_SAME % (desk.id("answer"), stored))


def answered(route: Route, dice: random.Random) -> None:
    """The server gets the post; sometimes nobody hears what it said."""
    if dice.random() >= LOST:
        return route.fallback()
    route.fetch()
    return route.abort()


IS_SAME = """(() => {
  const { doc } = document.querySelector('[data-text="%d"]').field.state;
  return doc.eq(doc.type.schema.nodeFromJSON(%s));
})()"""
