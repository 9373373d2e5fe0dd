"""A document's history in the reader's words: versions that somebody named, and between them the
automatic ones, folded into stretches."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from babel import dates
from flask_babel import format_date, get_locale, ngettext, to_user_timezone
from flask_babel import gettext as _

from wpr.domain.version import VersionKind
from wpr.storage.version_queries import Listed
from wpr.web.language import long_date


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in the list. `before` is the number of the one to compare it with, None for the
    first; a named version is compared with the named one before it."""

    number: int
    title: str
    note: str
    by: str
    at: datetime
    moment: str
    words: str
    before: int | None
    is_automatic: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Either one version that somebody wanted (`title` is ""), or several automatic ones."""

    title: str
    entries: Sequence[Entry]


def stretches(shown: Sequence[Listed], versions: Sequence[Listed]) -> list[Stretch]:
    """The versions that are `shown` of all that there are, the newest first, in stretches."""
    return list(_stretches(shown, versions))


def title_of(version: Listed) -> str:
    """What a version is called: its name, what it restored, or when it was kept."""
    if version.kind == VersionKind.RESTORED:
        restored = _("Restored from version %(number)s", number=version.restored_from)
        return f"{restored}: {version.note}" if version.note else restored
    return version.name or moment(version.at)


def moment(time: datetime) -> str:
    """A day and a time by the clock on the wall: "3 November 2026 14:32"."""
    local = to_user_timezone(time)
    return f"{_day(local.date(), str(get_locale()))} {local:%H:%M}"


@lru_cache(maxsize=1024)
def _day(day: date, language: str) -> str:
    """A date in words; remembered, for a long history has many versions a day."""
    return dates.format_date(day, "d MMMM y", language)


def _stretches(shown: Sequence[Listed], versions: Sequence[Listed]) -> Iterator[Stretch]:
    words: dict[int, str] = {}
    for one in shown:
        if one.words not in words:
            words[one.words] = ngettext("%(num)d word", "%(num)d words", one.words)
    wanted = [one.number for one in versions if one.kind != VersionKind.AUTOMATIC]
    numbers = [one.number for one in versions]
    for is_automatic, group in groupby(shown, lambda one: one.kind == VersionKind.AUTOMATIC):
        if is_automatic:
            found = list(group)
            yield Stretch(_fold(found), [_entry(one, numbers, words) for one in found])
        else:
            for one in group:
                yield Stretch("", [_entry(one, wanted, words)])


def _entry(version: Listed, numbers: Sequence[int], words: Mapping[int, str]) -> Entry:
    """`numbers` are those that it may be compared with, the newest first; `words` are numbers of
    words in words."""
    is_automatic = version.kind == VersionKind.AUTOMATIC
    older = bisect_right(numbers, -version.number, key=lambda number: -number)
    return Entry(
        number=version.number,
        title="" if is_automatic else title_of(version),
        note=version.note if version.kind == VersionKind.NAMED else "",
        by=version.by,
        at=version.at,
        moment=moment(version.at),
        words=words[version.words],
        before=numbers[older] if older < len(numbers) else None,
        is_automatic=is_automatic,
    )


def _fold(versions: Sequence[Listed]) -> str:
    """ "12 automatic versions, 3–9 November 2026"."""
    first, last = to_user_timezone(versions[-1].at), to_user_timezone(versions[0].at)
    if first.date() == last.date():
        days = long_date(last.date())
    elif (first.year, first.month) == (last.year, last.month):
        days = f"{first.day}–{long_date(last.date())}"
    elif first.year == last.year:
        days = f"{format_date(first.date(), 'd MMMM')} – {long_date(last.date())}"
    else:
        days = f"{long_date(first.date())} – {long_date(last.date())}"
    return ngettext(
        "%(num)d automatic version, %(days)s",
        "%(num)d automatic versions, %(days)s",
        len(versions),
        days=days,
    )
