"""Dates: written out, so that nobody has to guess which day, which autumn or which year."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.word_set import word_set
from wpr.coach.wording import remark

_DAY: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)? "
    r"(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)\w*",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(
    r"(?<![\w/.,:-])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:[/-](?:\d{4}|\d{2}))?(?![\w/,:]|\.\d|-\d)"
)
_DOTTED: Final = re.compile(
    r"(?<![\w.,:/-])(?:(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d"
    r"|\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\w:/-]|\.\d)"
)
"""15.10.2027, and the short form 27-10-15."""

_DAY_FIRST: Final = {
    "sv": re.compile(
        r"\b(?:den|senast|från|till|före|efter|datum|klar|fredag|måndag|tisdag|onsdag"
        r"|torsdag|lördag|söndag|mån|tis|ons|tors|fre|lör|sön|och|mellan|start|slutar|börjar|öppnar"
        r"|öppnade|stänger|startar|startade|började|slutade|infaller"
        r"|t\.o\.m\.|fr\.o\.m\.) $",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:on|by|from|until|till|before|after|since|between|and|to|date:?"
        r"|\w+day|starts|begins|ends|opens|opened|closes|started|began|due) $",
        re.I,
    ),
}
_LABEL: Final = re.compile(
    r"\b(?:klass|klasserna|årskurs|sal|version|kap\.|nr|nummer|class|classes|year|years|room|chapter"
    r"|number|no\.|nr\.|vann|förlorade|won|lost|score|resultatet?) $",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK: Final = "24/7"
_OF: Final = re.compile(r" (?:av|of|delar?|elever|kopp|dl|l|kg|tsk|msk|cup|cups|pupils|students)\b")

_WEEKDAY_SV: Final = r"(?:mån|tis|ons|tors|fre|lör|sön)"
_SEASON_SV: Final = r"(?:höst|vinter|sommar)"
_VAGUE: Final = {
    "sv": re.compile(
        rf"\b(?:(?:nu |redan )?i (?:fjol|{_SEASON_SV}|höstas|våras|vintras|somras"
        rf"|{_WEEKDAY_SV}dags)(?!\w)|i vår(?=[.,;:!?)]|$)"
        r"|i vår(?= \w{2,}(?:er|ar|r) (?:vi|jag|de|ni|alla|eleverna|skolan|rektorn?|lärarna"
        r"|personalen)\b)|(?:till|under|efter|inför)"
        r" (?:hösten|våren|vintern|sommaren)(?! \d{4}| och våren \d{4}|s\b)"
        r"|(?:efter|före|till) (?:jul|påsk|sommarlovet|jullovet|sportlovet|höstlovet|påsklovet"
        r"|nyår)(?! \d{4})"
        r"|(?:nästa|kommande|innevarande) (?:termin|läsår|år|hösttermin|vårtermin)"
        r"|(?:(?<=[rs] )(?<!händer )|(?<=\. )|^)nästa (?:vecka|månad)(?! \d)"
        r"|förra (?:veckan|månaden|terminen|läsåret|året|hösten|våren"
        r"|vintern|sommaren)(?! \d{4}|s\b)|under (?:sommar|jul|sport|höst|påsk)lovet(?! \d{4})"
        r"|(?:under|senare|någon gång) (?:i år|året|under året)(?! \d{4})"
        r"|(?:i )?(?:början|slutet|mitten) av (?:terminen|läsåret|året|hösten|våren|nästa år)"
        r"(?! \d{4})|(?<!år )(?<!månader )(?<!veckor )(?<!dagar )(?<!terminer )(?<!tid )framöver"
        r"|inom en (?:nära|överskådlig) framtid)(?!\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:this|next|the coming|the following) (?:autumn|spring|summer|winter|term|semester"
        r"|academic year|school year)(?! \d{4})|during the (?:(?:coming|next) )?(?:year|term"
        r"|school year|academic year)(?! \d{4})|next year"
        r"|(?<!about )(?<!for )(?<!of )(?<!happens )(?<!the )next (?:week|month)(?![’'])"
        r"|(?<!the )(?<!her )(?<!his )(?<!our )(?<!their )(?<!your )(?<!my )(?<!its )(?<![’'] )"
        r"(?<![’']s )last (?:year|term|month|week|autumn|spring|summer|winter|\w{3,6}day)"
        r"(?! of| \d{4}|[’'])|in the middle of"
        r" (?:(?:the|next) )?(?:term|semester|year|school year)(?! \d{4})"
        r"|after the (?:summer|autumn|spring"
        r"|winter|holidays|summer break|summer holidays|half-term|easter)(?! of| \d{4})|(?:after"
        r"|before) (?:christmas|easter|the holidays|half-term)(?! of| \d{4})|later (?:this"
        r"|next) (?:year|term)"
        r"|(?:at the (?:beginning|start|end)|towards the end) of (?:(?:the|next) )?(?:term|semester"
        r"|school year|academic year|year)(?! \d{4})|(?:by (?:the )?|(?:in|during) the )"
        r"(?:autumn|spring|summer|winter)(?= ?(?:[.,;:!?)]|$)"
        r"| (?:we|the|they|and|or|to|when)\b))(?!\w)",
        re.IGNORECASE,
    ),
}
_MOVES: Final = {
    "sv": word_set(
        "höst vinter sommar vår jul påsk nyår lovet nästa förra kommande innevarande året termin",
        "vintras somras dags",
        "framöver framtid fjol",
    )
    | {"i år"},
    "en": word_set(
        "autumn spring summer winter term semester year next last holiday half christmas easter"
    ),
}
"""What the patterns above need, which is quicker to look for."""

_DIGIT: Final = re.compile(r"\d")
_PERIODS: Final = {
    "sv": re.compile(
        r"(?<![\w-])(?:[HV]T[ -]?(?:20)?\d{2}|(?:ht|vt)[ -]?(?:20)?\d{2}|Q[1-4]|[Kk]v\.? ?[1-4]"
        r"|v\.? ?\d{1,2}(?:[–-]\d{1,2})?(?![\d.,:]\d|\w)(?! kap))(?!\w)"
    ),
    "en": re.compile(
        r"(?<![\w-])(?<!question )(?<!questions )(?<!Question )(?:Q[1-4](?: ?20\d\d)?"
        r"|H[12] 20\d\d|wk\.? ?\d{1,2}|AY ?\d\d/\d\d)(?!\w)"
    ),
}


def dates(passage: Passage) -> Iterator[Finding]:
    """Days as figures with a slash, terms and weeks as codes, and times that move (“next term”).

    3/4 may be a day in March or in April, or three quarters: what can be a fraction passes unless
    a word like “by” stands before it. ISO dates (2026-08-17) and weeks in words are clear and pass.
    """
    for match in _FIGURES.finditer(passage.open) if "/" in passage.open else ():
        if _is_date(passage, match):
            yield remark(passage, Rule.DATE, match.span(), "figures")
    if _DIGIT.search(passage.open):
        for match in _DOTTED.finditer(passage.open):
            if not _LABEL.search(passage.open[: match.start()]):
                yield remark(passage, Rule.DATE, match.span(), "figures")
        for match in _PERIODS[passage.language].finditer(passage.open):
            yield remark(passage, Rule.DATE, match.span(), "code")
    said = passage.open.lower()
    if not any(word in said for word in _MOVES[passage.language]):
        return
    for match in _VAGUE[passage.language].finditer(passage.open):
        if not _dated(passage, match.start()):
            yield remark(passage, Rule.DATE, match.span(), "vague")


def _is_date(passage: Passage, match: re.Match[str]) -> bool:
    first, second = int(match["first"]), int(match["second"])
    has_year = match[0].count("/") == 2 or "-" in match[0]
    if not (0 < first <= 31 and 0 < second <= 12) and not (
        passage.language == "en" and 0 < first <= 12 and 0 < second <= 31
    ):
        return False
    before, after = passage.open[: match.start()], passage.open[match.end() :]
    if match[0] == _ROUND_THE_CLOCK or _OF.match(after):
        return False
    announced = _DAY_FIRST[passage.language].search(before) is not None
    return has_year or announced or (first > second and not _LABEL.search(before))


def _dated(passage: Passage, at: int) -> bool:
    """Whether the sentence says the year or the day as well."""
    sentence = passage.sentence_at(at)
    return sentence is not None and bool(_DAY.search(passage.text, sentence.start, sentence.end))
