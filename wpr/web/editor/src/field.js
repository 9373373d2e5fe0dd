/** One live text on the page: an editor on its element, equal to the server's text. */
import { getVersion, sendableSteps } from "prosemirror-collab";
import { Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { Authors } from "./authors.js";
import { Coach } from "./coach.js";
import { composed } from "./composing.js";
import { Exchange } from "./exchange.js";
import { plain, words } from "./plain.js";
import { pluginsFor } from "./plugins.js";
import { Proposal } from "./proposal.js";
import { opened } from "./state.js";
import { Suggestions } from "./suggestions.js";
import { Talk } from "./talk.js";

const TELL_AFTER_MS = 300;

export class Field {
  /** What is done here while it is only suggested; null while it is written. */
  proposal = null;

  #telling = null;

  /**
   * Raises when the element's document does not fit the schema; the element is left as it was.
   * @param {HTMLElement} element see README.md for its attributes
   * @param {import("./page.js").Page} page
   * @param {import("./keep.js").Kept} [kept] steps of an earlier page to go on from
   */
  constructor(element, page, kept) {
    const { text, version, shape, doc, steps: url, editable } = element.dataset;
    const client = kept?.client ?? page.client;
    const start = kept ?? { doc: JSON.parse(doc), version: Number(version), client };
    Object.assign(this, { element, page, id: Number(text), isLine: shape === "line" });
    this.isEditable = editable === "true";
    this.place = { user: page.user, text: this.id, client, url };
    this.coach = new Coach(this);
    this.authors = new Authors(this);
    this.talk = new Talk(this);
    this.suggestions = new Suggestions(this);
    this.plugins = pluginsFor(this);
    const base = opened({ ...start, steps: [] }).doc;
    const state = opened(start, this.plugins);
    this.exchange = new Exchange(this, { url, client, base });
    this.view = new EditorView(
      { mount: element },
      {
        state,
        editable: () => this.isEditable,
        attributes: () => this.#attributes(),
        dispatchTransaction: (tr) => this.dispatch(tr),
        handleDOMEvents: { focus: () => this.#focused() },
      },
    );
    element.field = this;
    if (!kept) return;
    this.changed();
    this.exchange.catchUp();
  }

  get state() {
    return this.view.state;
  }

  dispatch(tr) {
    this.view.updateState(this.state.apply(tr));
    if (tr.docChanged) this.#tell();
    else if (tr.selectionSet) this.page.presence.beat.moved();
    if (tr.docChanged && tr.getMeta("rebased") === undefined) {
      if (this.proposal) this.proposal.changed();
      else this.changed();
      this.exchange.schedule();
    }
    this.page.toolbar.show(this);
  }

  get isComposing() {
    return this.view.composing;
  }

  composed() {
    return composed(this.view);
  }

  /** Where the caret is in the confirmed text, once all is saved. */
  get caret() {
    const { head } = this.state.selection;
    const maps = this.proposal ? sendableSteps(this.state)?.steps.map((step) => step.getMap().invert()) : null;
    return { version: getVersion(this.state), head: maps?.reduceRight((at, map) => map.map(at, -1), head) ?? head };
  }

  /** As the exchange asks for it: where the caret is, when others should be told. */
  get head() {
    return this.place.client === this.page.client ? this.page.presence.beat.headOf(this) : undefined;
  }

  /** Something was typed, sent or confirmed: keep what is unsent, and say how it stands. */
  changed() {
    const { exchange, page, place } = this;
    if (exchange.isSaved) page.keep.remove(place);
    else page.keep.put(this.left);
    page.status.set(this, exchange.trouble ?? (exchange.isSaved ? "saved" : "saving"));
    page.presence.settle(this);
    this.proposal?.settled();
  }

  /**
   * From now on only suggest, beginning with what waits already at this version. False when the text
   * is another one by now, or something that was written is not saved yet.
   */
  suggest(version, items) {
    if (this.isComposing || !this.exchange.isSaved || version !== getVersion(this.state)) return false;
    this.suggestions.hide();
    this.exchange.isQuiet = true;
    this.view.dispatch(Proposal.begun(this.state, items));
    this.#propose(items.map(({ id }) => id));
    this.proposal.settled();
    return true;
  }

  /** Go on suggesting where an earlier page left. */
  resume(kept) {
    this.exchange.isQuiet = true;
    this.#propose(kept.known);
    this.exchange.reset({ ...kept, client: this.place.client });
    this.proposal.changed();
    this.exchange.catchUp();
  }

  /** Write again, on the text as everybody has it. What was suggested must have been sent. */
  stopSuggesting() {
    this.proposal.stop();
    this.proposal = null;
    this.exchange.isQuiet = false;
    this.isEditable = this.element.dataset.editable === "true";
    this.exchange.reset({ ...this.exchange.start, steps: [] });
    this.view.setProps({});
  }

  /** What is to be kept on the device as long as the server has not got it. */
  get left() {
    return { ...this.exchange.start, ...this.place };
  }

  restart(start, lost, why) {
    const { head } = this.state.selection;
    this.view.updateState(opened(start, this.plugins));
    const { doc, tr } = this.state;
    const place = doc.resolve(Math.min(head, doc.content.size));
    this.view.dispatch(tr.setSelection(Selection.near(place, -1)));
    this.changed();
    if (why) this.page.refusals.offer(lost, why);
  }

  stopped(why) {
    const { exchange, page, place } = this;
    this.isEditable = false;
    this.view.setProps({});
    page.status.set(this, why);
    if (exchange.isSaved) return;
    page.refusals.offer(plain(this.state.doc), page.status.words(why), () => page.keep.remove(place));
  }

  /** The element goes away. */
  destroy() {
    this.exchange.stop();
    this.proposal?.stop();
    clearTimeout(this.#telling);
    this.page.status.set(this, "saved");
    this.view.destroy();
  }

  #propose(known) {
    this.proposal = new Proposal(this, known);
    this.isEditable = true;
    this.view.setProps({});
  }

  #attributes() {
    if (!this.isEditable) return { role: "group" };
    return { role: "textbox", "aria-multiline": String(!this.isLine), spellcheck: "true" };
  }

  #focused() {
    this.page.active = this;
    this.page.presence.beat.moved();
    this.page.toolbar.show(this);
    this.#say("wpr:focus-part", { text: this.id });
  }

  #tell() {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      this.#say("wpr:changed", { text: this.id, words: words(this.state.doc) });
    }, TELL_AFTER_MS);
  }

  #say(name, detail) {
    this.element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
