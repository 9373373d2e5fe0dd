"""Amounts: written so that they can be read aloud, in kronor and not in thousands of them."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_UNITS_SV: Final = (
    r"kronor|kr|krona|elever|barn|hushåll|invånare|timmar|personer|lärare|anställda|medarbetare"
    r"|vårdnadshavare|km|mil|meter|böcker|datorer|procent|euro|användare|besök|inloggningar|meddelanden"
)
_UNITS_EN: Final = (
    r"kronor|kr|SEK|euros?|pounds|dollars|pupils|students|children|households|inhabitants|hours"
    r"|people|teachers|staff|employees|guardians|parents|km|miles|users|books|computers|visits|messages"
)

_DIGIT: Final = re.compile(r"\d")
_THOUSANDS: Final = {
    "sv": re.compile(
        r"(?<![\w.,])\d+(?:,\d+)?(?: \d{3})* ?"
        r"(?:tkr|kkr|[TtKk]SEK|[Mm]kr|[Mm]nkr|MSEK|[Mm]iljkr|mdkr|milj\.? ?kr)(?!\w)"
    ),
    "en": re.compile(
        r"(?<![\w.,])(?:\d+(?:\.\d+)?(?:[ ,]\d{3})* ?"
        r"(?:tkr|kkr|[TK]SEK|[Mm]kr|MSEK|[KkMm](?= (?:SEK|kronor|kr)\b))|\d+k(?! (?:run|race|long"
        r"|steps|walk)\b)"
        r"|(?:SEK|EUR|[£€$]) ?\d+(?:\.\d+)?(?:[ ,]\d{3})* ?(?:k|K|m|M|mn|bn|MSEK))(?!\w)"
    ),
}
_UNGROUPED: Final = {
    "sv": re.compile(rf"(?<![\w.,:/-])\d{{5,9}}(?= ?(?:{_UNITS_SV})\b|:-)"),
    "en": re.compile(
        rf"(?<![\w.,:/-])\d{{5,9}}(?= (?:{_UNITS_EN})\b)|(?<=SEK )\d{{5,9}}(?!\d)"
        rf"|(?<=EUR )\d{{5,9}}(?!\d)|(?<=[£€$])\d{{5,9}}(?!\d)"
    ),
}
_FOREIGN_GROUPS: Final = re.compile(
    rf"(?<![\w.,:/-])\d{{1,3}}(?:[.]\d{{3}}|,\d{{3}})+(?= ?(?:{_UNITS_SV})\b|:-)"
)
_DECIMAL_POINT: Final = re.compile(
    r"(?<![\w.,:/-])\d+\.\d{1,2}(?= ?(?:%|procent|miljon|miljard|kronor|mkr|mnkr|kg|meter|mil|poäng"
    r"|heltid|tjänst|gånger|grader|timmar|minuter|veckor|tum|cm|km|liter|kvadratmeter)(?:er|ar|er)?)",
    re.IGNORECASE,
)
_DECIMAL_COMMA: Final = re.compile(
    r"(?<![\w.,:/-])\d+,\d{1,2}(?= ?(?:%|per ?cent|million|billion|kronor|kg|km|metres|litres|hours"
    r"|minutes|weeks|points|degrees|times|posts)\b)",
    re.IGNORECASE,
)
_PER_CENT: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?%")
_KRONOR: Final = re.compile(r"(?<![\w.,])\d+(?: \d{3})*(?:,\d+)?(?: ?:-| kr\b(?!\w)\.?)")
_SWEDISH_KR: Final = re.compile(r"(?<![\w.,])\d+(?:[ ,]\d{3})* kr\b")


def amounts(passage: Passage) -> Iterator[Finding]:
    """Units like tkr and MSEK, kr, and long numbers in one piece; in Swedish also the decimal point
    and the per cent sign without a space. After the Swedish government offices' rules of writing
    (Ds 2001:32).

    Numbers that are names pass: case numbers, times, chapters, versions, telephone numbers.
    """
    swedish = passage.language == "sv"
    if not _DIGIT.search(passage.open):
        return
    for match in _THOUSANDS[passage.language].finditer(passage.open):
        yield remark(passage, Rule.AMOUNT, match.span(), "unit")
    for match in _UNGROUPED[passage.language].finditer(passage.open):
        replacement = f"{int(match[0]):,}".replace(",", "\u00a0" if swedish else ",")
        yield remark(passage, Rule.AMOUNT, match.span(), "long", replacements=(replacement,))
    if not swedish:
        for match in _SWEDISH_KR.finditer(passage.open):
            yield remark(
                passage, Rule.AMOUNT, match.span(), "kr", replacements=(f"{match[0]}onor",)
            )
        for match in _DECIMAL_COMMA.finditer(passage.open):
            replacement = match[0].replace(",", ".")
            yield remark(passage, Rule.AMOUNT, match.span(), "decimal", replacements=(replacement,))
        return
    yield from _swedish(passage)


def _swedish(passage: Passage) -> Iterator[Finding]:
    for match in _FOREIGN_GROUPS.finditer(passage.open):
        replacement = re.sub(r"[.,]", "\u00a0", match[0])
        yield remark(passage, Rule.AMOUNT, match.span(), "long", replacements=(replacement,))
    for match in _DECIMAL_POINT.finditer(passage.open):
        replacement = match[0].replace(".", ",")
        yield remark(passage, Rule.AMOUNT, match.span(), "decimal", replacements=(replacement,))
    for match in _PER_CENT.finditer(passage.open):
        number = match[0].rstrip("%").replace(".", ",")
        yield remark(
            passage, Rule.AMOUNT, match.span(), "per-cent", replacements=(f"{number}\u00a0procent",)
        )
    for match in _KRONOR.finditer(passage.open):
        number = re.sub(r"(?: ?:-| kr\.?)$", "", match[0])
        full_stop = "." if match[0].endswith(".") else ""
        yield remark(
            passage,
            Rule.AMOUNT,
            match.span(),
            "kr",
            replacements=(f"{number}\u00a0kronor{full_stop}",),
        )
