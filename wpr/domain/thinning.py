"""Thinning: which automatic versions go as they grow old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from wpr.domain.school_clock import day_of


class Kept(NamedTuple):
    """A version, by its row's id, and when it was kept."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """For how many days all versions stay, and for how many one a day; after that one a week."""

    all_days: int
    daily_days: int


def to_drop(versions: Iterable[Kept], pace: Pace, now: datetime) -> list[int]:
    """The ids of those that go: of a day, then of a week, the last one stays."""
    last: dict[date, Kept] = {}
    dropped = []
    for version in sorted(versions, key=lambda one: one.at):
        age = now - version.at
        if age < timedelta(days=pace.all_days):
            continue
        day = day_of(version.at)
        is_daily = age < timedelta(days=pace.daily_days)
        first = day if is_daily else day - timedelta(days=day.weekday())
        if first in last:
            dropped.append(last[first].id)
        last[first] = version
    return dropped
