"""Spots: findings with their place in a file, as text, as JSON and as SARIF 2.1.0."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from wpr import __version__
from wpr.coach.finding import Finding, Level
from wpr.coach.wording import rule_name
from wpr.exchange.origins import Place

_SARIF_LEVELS: Final = {Level.ADVICE: "note", Level.WARNING: "warning", Level.STRONG: "error"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding in a file, from `start` to `end`, its last character. `part` is the heading above.

    A finding about a whole paragraph, or a whole text, has no `found` and begins where that does.
    """

    file: str
    start: Place
    end: Place
    part: str
    finding: Finding
    found: str


def as_text(spots: Sequence[Spot]) -> str:
    """A line for each: `file:line:column: level [rule] message question`."""
    return "".join(f"{_line(spot)}\n" for spot in spots)


def as_json(spots: Sequence[Spot]) -> str:
    """A list of objects. Lines and columns count from 1, columns in characters."""
    return _written(
        [
            {
                "file": spot.file,
                "line": spot.start.line,
                "column": spot.start.column,
                "end_line": spot.end.line,
                "end_column": spot.end.column,
                "part": spot.part,
                "rule": spot.finding.rule,
                "level": spot.finding.level,
                "found": spot.found,
                "message": spot.finding.message,
                "question": spot.finding.question,
                "replacements": list(spot.finding.replacements),
                "explanation": spot.finding.explanation,
            }
            for spot in spots
        ]
    )


def as_sarif(spots: Sequence[Spot]) -> str:
    """A SARIF 2.1.0 log with one run, which editors and code hosts show beside the lines."""
    rules = sorted({spot.finding.rule for spot in spots})
    driver = {
        "name": "wpr",
        "semanticVersion": __version__,
        "rules": [
            {"id": rule, "shortDescription": {"text": rule_name(rule, "en")}} for rule in rules
        ],
    }
    return _written(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(spot, rules.index(spot.finding.rule)) for spot in spots],
                }
            ],
        }
    )


def _line(spot: Spot) -> str:
    finding = spot.finding
    words = [f"{finding.level} [{finding.rule}]", finding.message, finding.question]
    if finding.replacements:
        words.append("→ " + " | ".join(finding.replacements))
    return f"{spot.file}:{spot.start.line}:{spot.start.column}: {' '.join(filter(None, words))}"


def _result(spot: Spot, rule: int) -> dict[str, Any]:
    finding = spot.finding
    region = {"startLine": spot.start.line}
    if spot.found:
        region |= {
            "startColumn": spot.start.column,
            "endLine": spot.end.line,
            "endColumn": spot.end.column + 1,
        }
    words = [finding.message, finding.question, finding.explanation]
    place = {"artifactLocation": {"uri": _uri(spot.file)}, "region": region}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[finding.level],
        "message": {"text": " ".join(filter(None, words))},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
