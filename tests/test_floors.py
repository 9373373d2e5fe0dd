"""The floors hold: imports of our own code go down only, never up and never between siblings."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "wpr"
GROUND = {"wpr", "wpr.places"}
FLOORS = [
    {"domain", "prose", "coach"},
    {"storage", "printing", "exchange"},
    {"services"},
    {"web"},
]
TOP = {
    "ahead",
    "app",
    "rounds",
    "setting",
    "settings",
    "serving",
    "cli",
    "__main__",
    "__init__",
    "places",
}
SOURCES = sorted(PACKAGE.rglob("*.py"))


def place(module: str) -> str:
    """The first folder or file below `wpr` that a module name points at."""
    return module.split(".")[1] if "." in module else ""


def floor_of(name: str) -> int:
    for number, floor in enumerate(FLOORS):
        if name in floor:
            return number
    return len(FLOORS)


def own_imports(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "wpr")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "wpr":
            yield from (
                f"{node.module}.{alias.name}" if node.module == "wpr" else str(node.module)
                for alias in node.names
            )


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(source: Path) -> None:
    here = source.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for module in own_imports(source):
        there = place(module)
        if module in GROUND or there in {"__version__", "places"} or there == here:
            continue
        assert floor_of(there) < floor_of(here) or {here, there} <= TOP, (
            f"{source.relative_to(PACKAGE)} on floor {floor_of(here)} imports {module}"
        )


def test_every_folder_stands_on_a_floor() -> None:
    folders = {
        path.parent.relative_to(PACKAGE).parts[0] for path in SOURCES if path.parent != PACKAGE
    }
    assert folders <= {"cli"}.union(*FLOORS)
    files = {path.stem for path in PACKAGE.glob("*.py")}
    assert files <= TOP


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    import sys

    for source in (PACKAGE / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                root = name.split(".")[0]
                assert root in sys.stdlib_module_names or root == "wpr", f"{source.name}: {name}"


def test_only_printing_imports_weasyprint_and_only_web_imports_flask() -> None:
    owners = {
        "weasyprint": {"printing"},
        "flask": {"web", "ahead", "app", "serving"},
        "sqlalchemy": {"storage", "services"},
    }
    for source in SOURCES:
        here = source.relative_to(PACKAGE).parts[0].removesuffix(".py")
        # What a transaction is called may be said on every floor; what is done in it may not.
        text = source.read_text(encoding="utf-8").replace(
            "from sqlalchemy.orm import Session\n", ""
        )
        for library, allowed in owners.items():
            if f"import {library}" in text or f"from {library}" in text:
                assert here in allowed, f"{source.relative_to(PACKAGE)} imports {library}"
