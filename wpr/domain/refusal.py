"""A refusal: what a service raises when a rule says no; the web puts its code into words."""

from typing import ClassVar


class Refusal(Exception):
    """Something was refused. `code` names the reason; `facts` fill the sentence in.

    The web floor holds the sentences (in both languages) and the HTTP status of each kind.
    """

    status: ClassVar[int] = 422

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotFound(Refusal):
    """The thing does not exist, or this person may not know that it does. The two look the same."""

    status = 404

    def __init__(self) -> None:
        super().__init__("not-found")


class TooOld(Refusal):
    """What was asked for was kept once, but is no longer."""

    status = 410

    def __init__(self) -> None:
        super().__init__("too-old")


class NotAllowed(Refusal):
    """The person may see the document but not do this with it."""

    status = 403

    def __init__(self, code: str = "not-allowed") -> None:
        super().__init__(code)


class Locked(NotAllowed):
    """The person may write in the document, but nobody does at its stage."""

    def __init__(self) -> None:
        super().__init__("document-locked")
