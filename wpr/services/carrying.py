"""Carrying along: the comments of a file that somebody brings become threads in the document.

Those who wrote them have no account here. So whoever brings the file is their author, and each
begins with the name that stood in the file, and when it was written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.exchange.margin import MarginRemark, MarginThread
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.prose.selection import Searched, likeness
from wpr.services.commenting import About, put
from wpr.services.mentioning import LONGEST_BODY, tidy
from wpr.services.pinning import Passage
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.document_queries import questions_of, texts_of
from wpr.storage.documents import DocumentRow, TextRow

_ENOUGH_AROUND: Final = 8
"""Characters around a short passage that must be the same: fewer may be chance."""

_LONG: Final = 24
"""Characters of a passage that hardly stands anywhere else by chance."""

_TELLING: Final = 12
"""Characters of a line by which a place is recognised."""

_MOST_PLACES: Final = 200
"""Places with the same words that are compared by what stands around them."""

_LONGEST_SHOWN: Final = 120
_LABEL: Final = re.compile(r"^(?:\d{1,3}[.)]|\w{1,20}\s?\d{0,3}[:.])\s+")
"""What stands before a question or a part in somebody's text, and is not kept."""


def carry(
    session: Session,
    document: DocumentRow,
    threads: Sequence[MarginThread],
    owner_id: int,
    now: datetime,
) -> None:
    """Threads in a document that has just come in, each on its passage; one whose words are not
    found is about the text around it, or else the document, and says what it was about. What was
    resolved is. Nobody is told: the owner is alone."""
    if not threads:
        return
    places = _Places(session, document)
    for thread in threads:
        about = places.about(thread)
        row = ThreadRow(
            document_id=document.id, place="document", author_id=owner_id, created_at=now
        )
        put(session, document, row, about)
        if thread.is_resolved:
            row.resolved_at, row.resolved_by_id = now, owner_id
        session.add(row)
        session.flush()
        quote = "" if about.passage else thread.quote
        for body in _bodies(thread.remarks, quote):
            session.add(CommentRow(thread_id=row.id, author_id=owner_id, body=body, at=now))
        session.flush()


class _Place(NamedTuple):
    """A text of the document, and where its words begin among all words."""

    row: TextRow
    question_id: int | None
    begins: int
    running: RunningText

    def about(self) -> About:
        """All of it."""
        if self.question_id is not None:
            return About(question_id=self.question_id)
        return About(text_id=self.row.id)

    def passage(self, start: int, end: int) -> About:
        """The words between two places among all words."""
        span = self.running.span(start - self.begins, end - self.begins)
        quote = self.running.text[start - self.begins : end - self.begins]
        return About(passage=Passage(self.row.id, self.row.version, *span, quote))


class _Places:
    """The texts of a document one after another, as one string in which passages are found."""

    def __init__(self, session: Session, document: DocumentRow) -> None:
        self._title = document.title
        self._places: list[_Place] = []
        begins = 0
        for row, question_id in _in_order(session, document):
            running = RunningText(read(row.content))
            self._places.append(_Place(row, question_id, begins, running))
            begins += len(running.text)
        self._text = "".join(place.running.text for place in self._places)
        self._searched = Searched(self._text)

    def about(self, thread: MarginThread) -> About:
        """The place of a thread."""
        if thread.quote == self._title:
            return About()
        for words in _ways(thread.quote):
            found = self._found(words, thread)
            if found:
                return found
        for line in _lines_by(thread):
            for start, end in self._searched.places(line, 1):
                place = self._at(start, end)
                if place:
                    return place.about()
        return About()

    def _found(self, words: str, thread: MarginThread) -> About | None:
        """The passage with these words whose surroundings are most like those in the file."""
        best: tuple[int, int, int] | None = None
        for start, end in self._searched.places(words, _MOST_PLACES):
            before, after = self._text[max(0, start - 200) : start], self._text[end : end + 200]
            alike = likeness(thread.before, thread.after, before, after)
            is_whole = before[-1:] in {"", "\n"} and after[:1] in {"", "\n"}
            is_alone = thread.before[-1:] in {"", "\n"} and thread.after[:1] in {"", "\n"}
            if alike < _ENOUGH_AROUND and len(words) < _LONG and not (is_whole and is_alone):
                continue
            if best is None or alike > best[0]:
                best = alike, start, end
        place = self._at(*best[1:]) if best else None
        return place.passage(*best[1:]) if best and place else None

    def _at(self, start: int, end: int) -> _Place | None:
        """The text that holds all of these words."""
        return next(
            (
                place
                for place in self._places
                if place.begins <= start and end <= place.begins + len(place.running.text)
            ),
            None,
        )


def _in_order(session: Session, document: DocumentRow) -> Iterator[tuple[TextRow, int | None]]:
    """The texts that a comment may be about, a question before its answer."""
    texts = {row.id: row for row in texts_of(session, document.id)}
    questions = questions_of(session, document.id)
    asked = {text_id for one in questions for text_id in (one.question_id, one.answer_id)}
    yield from ((row, None) for row in texts.values() if row.id not in asked)
    for one in questions:
        yield texts[one.question_id], one.id
        yield texts[one.answer_id], one.id


def _ways(quote: str) -> Iterator[str]:
    """The words of a passage as they may stand here: whole, without a label, or the longest of
    its lines, since a passage may go over several texts."""
    yield quote
    yield _LABEL.sub("", quote)
    lines = quote.split("\n")
    if len(lines) > 1:
        longest = max(lines, key=len).strip()
        yield longest
        yield _LABEL.sub("", longest)


def _lines_by(thread: MarginThread) -> Iterator[str]:
    """The lines by which the text around a passage is recognised: its own, then those below."""
    above, below = thread.before.split("\n"), thread.after.split("\n")
    for line in (above[-1], *below):
        words = _LABEL.sub("", line.strip())
        if len(words) >= _TELLING:
            yield words


def _bodies(remarks: Iterable[MarginRemark], quote: str) -> Iterator[str]:
    """What is said, each with who said it; the first with the words it is about unless they are
    marked. One that is longer than a comment may be is several."""
    for remark in remarks:
        head = f"{remark.author or '?'} ({', '.join(filter(None, ('Word', remark.at)))})"
        if quote:
            words = " ".join(quote.split())
            shown = words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
            head = f"{head}, ”{shown}”"
        quote = ""
        body = tidy(f"{head}:\n{remark.body}")
        yield from (body[at : at + LONGEST_BODY] for at in range(0, len(body), LONGEST_BODY))
