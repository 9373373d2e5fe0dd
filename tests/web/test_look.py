"""The look: the tokens keep their contrast in both themes, and the dark theme is one theme."""

import re

import pytest

from wpr.places import PACKAGE

CSS = PACKAGE / "web" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
SURFACES = ("desk", "paper")
HUES = [f"hue-{number}" for number in range(8)]
LIVE = [f"live-{number}" for number in range(8)]
AUTHORS = [*(f"author-{number}" for number in range(8)), "author-former"]

# WCAG 2.2: 4.5 for text (1.4.3), 3 for the edges and icons of controls (1.4.11).
PAIRS = [
    *((ink, surface, 4.5) for ink in ("ink", "ink-soft") for surface in (*SURFACES, "sunken")),
    *(
        (ink, surface, 4.5)
        for ink in ("accent", "accent-strong", "advice", "stop", "stop-strong")
        for surface in (*SURFACES, "sunken")
    ),
    *((ink, f"{kind}-wash", 4.5) for kind in ("accent", "advice", "stop") for ink in ("ink", kind)),
    *(("ink-soft", f"{kind}-wash", 4.5) for kind in ("accent", "advice", "stop")),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("on-stop", "stop", 4.5),
    ("on-stop", "stop-strong", 4.5),
    *(("ink", hue, 4.5) for hue in HUES),
    *((ink, author, 4.5) for ink in ("ink", "ink-soft", "accent") for author in AUTHORS),
    *(("edge", surface, 3) for surface in (*SURFACES, "sunken")),
    *(("advice-edge", surface, 3) for surface in (*SURFACES, "advice-wash")),
    *((live, surface, 4.5) for live in LIVE for surface in SURFACES),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_pair_of_colours_can_be_told_apart(
    theme: str, front: str, back: str, least: float
) -> None:
    colours = _colours(theme)
    assert _contrast(colours[front], colours[back]) >= least


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    assert _colours("dark") == _declared(TOKENS[TOKENS.index("@media (prefers-color-scheme") :])


def test_every_token_in_use_is_declared() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in CSS.rglob("*.css"))
    declared = set(re.findall(r"(--[\w-]+):", sheets))
    assert set(re.findall(r"var\((--[\w-]+)", sheets)) <= declared


def test_no_sheet_fetches_from_another_host() -> None:
    for path in CSS.rglob("*.css"):
        sheet = path.read_text(encoding="utf-8")
        assert not re.search(r"url\([\"']?(https?:|//)|@import", sheet), path


def _colours(theme: str) -> dict[str, str]:
    start = TOKENS.index(":root {" if theme == "light" else ':root[data-theme="dark"]')
    return _declared(TOKENS[start : TOKENS.index("}", start)])


def _declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
