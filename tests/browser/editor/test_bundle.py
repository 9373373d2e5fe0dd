"""The committed bundle is what its sources give, and its limits are the server's."""

import hashlib
import re
import shutil
import subprocess

import pytest

from wpr.places import PACKAGE
from wpr.prose import schema

EDITOR = PACKAGE / "web" / "editor"
BUNDLE = PACKAGE / "web" / "static" / "dist" / "editor.js"
SCHEMA = "../../prose/schema.json"


def test_the_bundle_was_built_from_these_sources() -> None:
    sources = [f"src/{file.name}" for file in (EDITOR / "src").iterdir()]
    digest = hashlib.sha256()
    for name in sorted([*sources, SCHEMA, "package-lock.json"]):
        digest.update(f"{name}\n".encode())
        digest.update((EDITOR / name).read_bytes())
    first_line = BUNDLE.read_text(encoding="utf-8").partition("\n")[0]
    assert first_line == f"// sources: {digest.hexdigest()}", "run: node wpr/web/editor/build.mjs"


def test_a_rebuild_gives_the_same_bundle() -> None:
    if not shutil.which("node") or not (EDITOR / "node_modules").is_dir():
        pytest.skip("needs Node, and `npm ci` in wpr/web/editor")
    result = subprocess.run(
        ["node", "build.mjs", "--check"], cwd=EDITOR, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


def test_the_lock_names_exact_versions_and_no_machine() -> None:
    package = (EDITOR / "package.json").read_text(encoding="utf-8")
    assert re.findall(r'"([\w-]+)": "[^"]*[\^~*x][^"]*"', package) == []
    lock = (EDITOR / "package-lock.json").read_text(encoding="utf-8")
    hosts = re.findall(r'"resolved": "https?://([^/"]+)', lock)
    assert set(hosts) <= {"registry.npmjs.org"}


@pytest.mark.parametrize(
    ("file", "name", "value"),
    [
        ("bounds.js", "LARGEST", schema.LARGEST),
        ("bounds.js", "DEEPEST", schema.DEEPEST),
        ("address.js", "LONGEST_ADDRESS", schema.LONGEST_ADDRESS),
    ],
)
def test_the_editor_keeps_the_limits_of_the_server(file: str, name: str, value: int) -> None:
    source = (EDITOR / "src" / file).read_text(encoding="utf-8")
    found = re.search(rf"export const {name} = ([\d_]+);", source)
    assert found is not None
    assert int(found[1]) == value
