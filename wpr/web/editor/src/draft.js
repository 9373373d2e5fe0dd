/** Unsent steps of a page that is gone, brought home without showing them in an editor. */
import { Exchange } from "./exchange.js";
import { opened } from "./state.js";
import { plain } from "./plain.js";

export class Draft {
  isComposing = false;

  /** Raises RangeError when what was kept does not fit the schema. `page` is the page it runs in. */
  constructor(kept, page) {
    Object.assign(this, { kept, page });
    this.state = opened(kept);
    const { url, client } = kept;
    const base = opened({ ...kept, steps: [] }).doc;
    this.exchange = new Exchange(this, { url, client, base });
    this.exchange.catchUp();
  }

  dispatch(tr) {
    this.state = this.state.apply(tr);
  }

  changed() {
    const { exchange, kept, page } = this;
    page.status.set(this, exchange.isSaved ? "saved" : (exchange.trouble ?? "saving"));
    if (!exchange.isSaved) return;
    page.keep.remove(kept);
    page.drafts.delete(this);
  }

  restart(start, lost, why) {
    this.state = opened(start);
    if (why) this.page.refusals.offer(lost, why, () => this.changed());
  }

  stopped(why) {
    const { kept, page } = this;
    page.refusals.offer(plain(this.state.doc), page.status.words(why), () => page.keep.remove(kept));
    page.status.set(this, "saved");
  }
}
