"""Small guides for the tests: a plain one in two languages, and one that makes everything hard."""

from wpr.domain.guide import (
    Group,
    Guide,
    IdeaQuestion,
    Kind,
    PartGuide,
    Shape,
    StartQuestion,
)
from wpr.domain.guide_file import Guides


def part(id_: str, heading: str, shape: Shape = Shape.PROSE) -> PartGuide:
    return PartGuide(id_, heading, shape, False, 0, 0, "", "", "", "")


def parts(id_: str, heading: str, *of: PartGuide) -> Group:
    return Group(id_, heading, Kind.PARTS, "", "", "", of, ())


def questions(id_: str, heading: str, *keys: str) -> Group:
    asked = tuple(StartQuestion(key, f"Fråga {key}?", "") for key in keys)
    return Group(id_, heading, Kind.QUESTIONS, "", "", "", (), asked)


SWEDISH = Guide(
    "small",
    "sv",
    "Liten",
    (IdeaQuestion("who", "Vem är det till för?", "", ""),),
    (
        parts(
            "release",
            "Pressmeddelande",
            part("headline", "Rubrik", Shape.LINE),
            part("problem", "Problemet"),
        ),
        questions("staff", "Frågor från personal", "E1", "E2"),
        questions("decision", "Frågor inför beslut"),
    ),
    {"idea": "Idén", "unplaced": "Övrigt"},
)
ENGLISH = Guide(
    "small",
    "en",
    "Small",
    (IdeaQuestion("who", "Who is it for?", "", ""),),
    (
        parts(
            "release",
            "Press release",
            part("headline", "Headline", Shape.LINE),
            part("problem", "The problem"),
        ),
        questions("staff", "Questions from staff", "E1", "E2"),
        questions("decision", "Questions before the decision"),
    ),
    {"idea": "The idea", "unplaced": "The rest"},
)
HARD = Guide(
    "hard",
    "sv",
    "Svår",
    (
        IdeaQuestion("x", "Övrigt", "", ""),
        IdeaQuestion("problem", "# *Vem* {#x} \\ #", "", ""),
    ),
    (
        parts(
            "a", "Övrigt", part("x", "Problem"), part("problem", "X"), part("y", "{#x}", Shape.LINE)
        ),
        parts("b", "idén", part("z", "Problem"), part("twin", "problem")),
        questions("c", "A", "x"),
        questions("idea", "unplaced"),
    ),
    {"idea": "Idén", "unplaced": "Övrigt"},
)
GUIDES = Guides(
    {
        ("small", "en"): ENGLISH,
        ("small", "sv"): SWEDISH,
        ("hard", "sv"): HARD,
    }
)
