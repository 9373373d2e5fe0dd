"""The wheel: installed alone, in an empty folder, it serves and prints as the checkout does."""

import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from tests.fixtures.servers import LiveServer, environment_with
from wpr import __version__
from wpr.places import PACKAGE

CHECKOUT = PACKAGE.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout by the installed build backend."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT],
        check=True,
        capture_output=True,
    )
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel in it, and what it depends on from here.

    A .pth file lends the installed packages; the checkout itself is not among them.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install"),
            *("--quiet", "--no-deps", "--no-index", wheel),
        ],
        check=True,
    )
    return folder / "bin"


@pytest.fixture(scope="module")
def served(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The installed server in an empty folder."""
    server = LiveServer(tmp_path_factory.mktemp("empty") / "data")
    server.command = [installed / "wpr", "serve"]
    server.start()
    yield server
    server.kill()


def test_it_holds_what_the_program_needs_and_nothing_of_its_making(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "wpr/templates/guides/school.sv.toml",
        "wpr/templates/pages/base.html",
        "wpr/examples/torsdagsbrevet.md",
        "wpr/web/translations/sv/LC_MESSAGES/messages.mo",
        "wpr/storage/migrations/script.py.mako",
        "wpr/prose/schema.json",
    ):
        assert needed in names
    assert any(name.startswith("wpr/web/static/dist/") for name in names)
    assert not [name for name in names if "node_modules" in name or "wpr/web/editor/" in name]
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_installed_program_is_the_wheel_and_not_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    where = subprocess.run(
        [installed / "python", "-c", "import wpr; print(wpr.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert where.stdout.startswith(str(installed.parent))
    version = subprocess.run([installed / "wpr", "--version"], check=True, capture_output=True)
    assert version.stdout.decode() == f"wpr {__version__}\n"


@pytest.mark.parametrize(("language", "words"), [("sv", "En ny tjänst"), ("en", "A new service")])
def test_pages_are_served_in_both_languages(served: LiveServer, language: str, words: str) -> None:
    request = urllib.request.Request(f"{served.url}/sign-in", headers={"Accept-Language": language})
    with urllib.request.urlopen(request) as answer:
        page = answer.read().decode()
    assert f'<html lang="{language}"' in page
    assert words in page


@pytest.mark.parametrize("path", ["css/tokens.css", "icons/favicon.svg"])
def test_static_files_are_served(served: LiveServer, path: str) -> None:
    with urllib.request.urlopen(f"{served.url}/static/{path}") as answer:
        assert answer.read() == (PACKAGE / "web" / "static" / path).read_bytes()


def test_the_demo_finds_its_examples(installed: Path, served: LiveServer) -> None:
    demo = subprocess.run(
        [installed / "wpr", "demo"], env=served.environment, check=True, capture_output=True
    )
    with urllib.request.urlopen(demo.stdout.decode().split()[-1]) as answer:
        assert answer.status == 200


def test_an_example_is_printed(installed: Path, tmp_path: Path) -> None:
    (example,) = installed.parent.glob("lib/*/site-packages/wpr/examples/torsdagsbrevet.md")
    pdf = tmp_path / "printed.pdf"
    command: list[str | Path] = [installed / "wpr", "export", example, "-o", pdf]
    subprocess.run(command, env=environment_with(), check=True, cwd=tmp_path)
    assert "Torsdagsbrevet" in str(pypdf.PdfReader(pdf).metadata)
