"""The comments of a Word document, as threads, each with the words that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from wpr.exchange.margin import AROUND, LARGEST, MOST_THREADS, MarginRemark, MarginThread

_LONGEST_PASSAGE: Final = 20_000
"""Characters: a longer passage is the part in which it begins."""

_LONGEST_NAME: Final = 200
_PARA_ID: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_GONE: Final = (qn("w:moveFrom"), qn("w:del"))
_SIGNS: Final = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "‑"}


@dataclass(frozen=True, slots=True)
class Margin:
    """The threads of a document, and the ids of the comments that are in them."""

    threads: list[MarginThread]
    ids: frozenset[str]


def margin_of(document: Document) -> Margin:
    """The comments of a document: answers below what they answer, in the order of the file. Those
    that are more than a margin holds are left out of it."""
    comments = list(_comments(document))
    if not comments:
        return Margin([], frozenset())
    body = _Body(document.element.body)
    states = _states(document)
    by_paragraph = {para: comment for comment in comments for para in comment.paragraphs}
    threads: dict[str, list[_Comment]] = {}
    for comment in comments:
        threads.setdefault(_first(comment, states, by_paragraph).id, []).append(comment)
    found: list[MarginThread] = []
    ids: set[str] = set()
    size = 0
    for first_id, answers in threads.items():
        answers.sort(key=lambda one: one.id != first_id)
        thread = body.thread(first_id, answers, is_resolved=_is_done(answers[0], states))
        size += thread.size()
        if len(found) == MOST_THREADS or size > LARGEST:
            break
        found.append(thread)
        ids.update(one.id for one in answers)
    return Margin(found, frozenset(ids))


@dataclass(frozen=True, slots=True)
class _Comment:
    id: str
    paragraphs: tuple[str, ...]
    remark: MarginRemark


@dataclass(frozen=True, slots=True)
class _State:
    answers: str
    is_done: bool


class _Body:
    """The words of a document in one string, and where in it each comment begins and ends."""

    def __init__(self, body: Any) -> None:
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        words: list[str] = []
        at = 0
        for element in body.iter():
            id_ = element.get(qn("w:id"))
            if element.tag == qn("w:commentRangeStart"):
                self._starts[id_] = at
            elif element.tag in {qn("w:commentRangeEnd"), qn("w:commentReference")}:
                self._ends.setdefault(id_, at)
            elif piece := _words_of(element):
                words.append(piece)
                at += len(piece)
        self._text = "".join(words)

    def thread(self, id_: str, said: list[_Comment], *, is_resolved: bool) -> MarginThread:
        end = self._ends.get(id_, 0)
        start = min(self._starts.get(id_, end), end)
        if end - start > _LONGEST_PASSAGE:
            end = start
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        end = max(start, end - (len(words) - len(words.rstrip())))
        return MarginThread(
            quote=self._text[start:end],
            before=self._text[max(0, start - AROUND) : start],
            after=self._text[end : end + AROUND],
            is_resolved=is_resolved,
            remarks=tuple(one.remark for one in said),
        )


def _words_of(element: Any) -> str:
    """What an element says itself; a paragraph begins a line. What is deleted says nothing."""
    if element.tag == qn("w:p"):
        return "\n"
    if element.tag != qn("w:t"):
        is_run = element.getparent() is not None and element.getparent().tag == qn("w:r")
        return _SIGNS.get(element.tag, "") if is_run else ""
    return "" if next(element.iterancestors(*_GONE), None) is not None else element.text or ""


def _comments(document: Document) -> Iterator[_Comment]:
    for root in _parts(document, "comments"):
        for comment in root.iter(qn("w:comment")):
            paragraphs = list(comment.iter(qn("w:p")))
            words = "".join(map(_words_of, comment.iter()))
            yield _Comment(
                comment.get(qn("w:id")) or "",
                tuple(one.get(_PARA_ID) for one in paragraphs if one.get(_PARA_ID)),
                MarginRemark(
                    (comment.get(qn("w:author")) or "").strip()[:_LONGEST_NAME],
                    (comment.get(qn("w:date")) or "")[:16].replace("T", " "),
                    words.strip(),
                ),
            )


def _states(document: Document) -> dict[str, _State]:
    """By the id of a comment's last paragraph: what it answers, and whether it is resolved."""
    return {
        one.get(f"{_W15}paraId") or "": _State(
            one.get(f"{_W15}paraIdParent") or "",
            one.get(f"{_W15}done") in {"1", "true", "on"},
        )
        for root in _parts(document, "commentsExtended")
        for one in root.iter(f"{_W15}commentEx")
    }


def _parts(document: Document, kind: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] == kind and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _first(
    comment: _Comment, states: dict[str, _State], by_paragraph: dict[str, _Comment]
) -> _Comment:
    """The comment that began the thread."""
    seen = {comment.id}
    while True:
        state = _state(comment, states)
        above = by_paragraph.get(state.answers) if state else None
        if above is None or above.id in seen:
            return comment
        seen.add(above.id)
        comment = above


def _is_done(comment: _Comment, states: dict[str, _State]) -> bool:
    state = _state(comment, states)
    return state is not None and state.is_done


def _state(comment: _Comment, states: dict[str, _State]) -> _State | None:
    return next((states[one] for one in comment.paragraphs if one in states), None)
