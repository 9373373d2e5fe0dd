"""The passive: where it stands, whether it is a duty, and whether somebody does it."""

from typing import NamedTuple


class Passive(NamedTuple):
    """A verb in the passive. `duty` means that it says what has to happen (will, must, ska, måste)
    in a main clause, `agent` that the sentence says by whom."""

    start: int
    end: int
    duty: bool
    agent: bool
