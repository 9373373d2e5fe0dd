"""The page about the coach names every rule, and what it shows works."""

from pathlib import Path

from wpr.coach.entry import CONDITIONS
from wpr.coach.rule import Rule

PAGE = (Path(__file__).parents[2] / "docs" / "coach.md").read_text(encoding="utf-8")


def test_every_rule_stands_in_the_table_once() -> None:
    rows = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(Rule)


def test_every_key_of_a_word_list_is_explained() -> None:
    keys = {"find", "ask", "write", "law", "passes", "unless_number", *CONDITIONS}
    assert not [key for key in keys if f"`{key}`" not in PAGE]


def test_the_code_on_the_page_runs() -> None:
    code = PAGE.split("```python\n")[1].split("```")[0]
    exec(compile(code, "docs/coach.md", "exec"), {})
