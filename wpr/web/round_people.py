"""The people of a round as somebody chooses them in a form: members by name, guests line by line.

What was chosen wrongly is said beside the line, and nothing typed is lost.
"""

from dataclasses import dataclass, field
from typing import Final

from werkzeug.datastructures import MultiDict

from wpr.domain.refusal import Refusal
from wpr.services.enlisting import Wanted
from wpr.web.account_fields import refusal_message
from wpr.web.row_id import row_id
from wpr.web.typed import one_line

MOST_LINES: Final = 12
"""Lines for guests in one form: whoever asks more adds them afterwards."""
_LINES: Final = 2


@dataclass(slots=True)
class GuestLine:
    """What was typed about one guest, and what is wrong with it."""

    name: str = ""
    email: str = ""
    voice: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: a voice alone asks nobody."""
        return not (self.name or self.email)


@dataclass(slots=True)
class Chosen:
    """Whom somebody chose: members with their voices by id, and guests. `error` is about all."""

    members: dict[int, str] = field(default_factory=dict)
    guests: list[GuestLine] = field(default_factory=lambda: [GuestLine() for _n in range(_LINES)])
    error: str = ""

    def wanted(self) -> list[Wanted]:
        """The people to ask, members first."""
        members = [Wanted(user_id, voice=voice) for user_id, voice in self.members.items()]
        return members + [Wanted(None, one.name, one.email, one.voice) for one in self._lines()]

    def put_beside(self, refusal: Refusal) -> None:
        """Say what was refused beside the line it is about, or above them all."""
        at = refusal.facts.get("at")
        line = at - len(self.members) if isinstance(at, int) else -1
        if line < 0:
            self.error = refusal_message(refusal)
        else:
            self._lines()[line].error = refusal_message(refusal)

    def has_guests(self) -> bool:
        """Whether anything was typed about a guest."""
        return any(not one.is_empty or one.error for one in self.guests)

    def _lines(self) -> list[GuestLine]:
        return [one for one in self.guests if not one.is_empty]


def chosen_in(form: MultiDict[str, str]) -> Chosen:
    """What a form holds about people; a member who can be none is passed over."""
    members = {
        user_id: form.get(f"voice-{user_id}", "") for user_id in form.getlist("member", type=row_id)
    }
    columns = (form.getlist(f"guest-{name}")[:MOST_LINES] for name in ("name", "email", "voice"))
    lines = [
        GuestLine(one_line(name), email.strip(), voice)
        for name, email, voice in zip(*columns, strict=False)
    ]
    while len(lines) < MOST_LINES and sum(one.is_empty for one in lines) < 1:
        lines.append(GuestLine())
    return Chosen(members, lines)
