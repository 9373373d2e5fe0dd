"""The school's clock: what day it is where the documents are written."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

CLOCK: Final = ZoneInfo("Europe/Stockholm")


def day_of(time: datetime) -> date:
    """The day on which a moment falls there."""
    return time.astimezone(CLOCK).date()


def midnight_before(time: datetime) -> datetime:
    """The moment at which that day began."""
    return time.astimezone(CLOCK).replace(hour=0, minute=0, second=0, microsecond=0)
