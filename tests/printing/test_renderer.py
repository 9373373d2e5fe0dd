"""The renderer: shared by threads, bounded in number, patient for a while, gone with its parent."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.printing.papers import PAPER, pages, printed
from tests.printing.test_limits import slow
from wpr.printing.assets import FACES
from wpr.printing.faults import NotPrinted, Occupied, RenderFailed
from wpr.printing.renderer import Renderer

ROOT = Path(__file__).parents[2]


def children(parent: int) -> set[int]:
    """The living children of a process."""
    listed = Path(f"/proc/{parent}/task").glob("*/children")
    return {int(pid) for file in listed for pid in file.read_text().split()}


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_many_threads_get_each_their_own_document_from_two_processes(renderer: Renderer) -> None:
    before = children(os.getpid())
    shared = Renderer(processes=2)
    papers = [replace(PAPER, title=f"Dokument {n} av många") for n in range(12)]
    with ThreadPoolExecutor(8) as threads:
        pdfs = list(threads.map(lambda paper: printed(paper, shared), papers))
    assert len(children(os.getpid()) - before) <= 2
    assert [f"Dokument {n} av många" in pages(pdf)[1] for n, pdf in enumerate(pdfs)] == [True] * 12
    shared.close()


def test_who_has_waited_long_enough_is_told_so() -> None:
    shared = Renderer(processes=1, patience=0.3)
    shared.warm()
    busy = threading.Thread(target=shared.render, args=(slow(80),))
    busy.start()
    time.sleep(0.2)
    begun = time.perf_counter()
    with pytest.raises(Occupied, match=r"0\.3 seconds"):
        shared.render("<p>x")
    assert time.perf_counter() - begun < 10
    busy.join()
    assert shared.render("<p>x").startswith(b"%PDF-")
    shared.close()


def test_a_process_is_replaced_after_its_share_of_documents() -> None:
    before = children(os.getpid())
    shared = Renderer(processes=1, jobs=2)
    seen = set()
    for _ in range(5):
        shared.render("<p>x")
        seen |= children(os.getpid()) - before
    assert len(seen) == 3
    shared.close()


def test_a_process_that_died_between_two_documents_is_not_noticed() -> None:
    before = children(os.getpid())
    shared = Renderer()
    shared.warm()
    (pid,) = children(os.getpid()) - before
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    assert shared.render("<p>x").startswith(b"%PDF-")
    shared.close()


def test_closing_leaves_no_process_behind() -> None:
    before = children(os.getpid())
    shared = Renderer()
    shared.warm()
    assert len(children(os.getpid()) - before) == 1
    shared.close()
    assert children(os.getpid()) - before == set()


WAITS = """
import sys, threading, time
from wpr.printing.renderer import Renderer
renderer = Renderer()
renderer.warm()
if sys.argv[1] == "busy":
    page = "<p>" + ("Det är en mening. " * 60 + "<p>") * 600
    threading.Thread(target=renderer.render, args=(page,), daemon=True).start()
    time.sleep(0.3)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_the_renderer_dies_with_its_parent(state: str) -> None:
    command = [sys.executable, "-c", WAITS, state]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as app:
        assert app.stdout
        assert app.stdout.readline() == b"ready\n"
        (worker,) = children(app.pid)
        app.kill()
    until = time.monotonic() + 5
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(worker)


FORKS = """
import os, sys
from wpr.printing.renderer import Renderer
renderer = Renderer()
renderer.render("<p>parent")
child = os.fork()
pdf = renderer.render("<p>x")
if not child:
    renderer.close()
    os._exit(0 if pdf.startswith(b"%PDF-") else 1)
status = os.waitpid(child, 0)[1]
assert renderer.render("<p>parent again").startswith(b"%PDF-")
print(status)
"""


def test_a_forked_server_process_starts_a_renderer_of_its_own() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKS], cwd=ROOT, capture_output=True, timeout=60
    )
    assert (ran.stdout, ran.stderr) == (b"0\n", b"")


PRINTS = """
from wpr.printing.faults import FontMissing
from wpr.printing.renderer import Renderer
try:
    Renderer().render("<p>x")
except FontMissing as fault:
    print(fault.file, "-", fault)
"""


@pytest.mark.parametrize("face", [FACES[0], FACES[-1]])
def test_a_missing_font_is_named(face: str, tmp_path: Path) -> None:
    house = tmp_path / "wpr"
    for folder in ("printing", "domain", "prose"):
        shutil.copytree(ROOT / "wpr" / folder, house / folder)
    for file in ("__init__.py", "places.py"):
        shutil.copy(ROOT / "wpr" / file, house / file)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (house / "printing" / "fonts" / face).unlink()
    ran = subprocess.run(
        [sys.executable, "-c", PRINTS], cwd=tmp_path, capture_output=True, text=True
    )
    assert ran.stdout == f"{face} - the font file {face} is missing\n", ran.stderr


def test_a_page_that_breaks_the_renderer_is_a_failure_with_its_reason() -> None:
    shared = Renderer()
    deep = "<div>" * 4000 + "x"
    with pytest.raises(NotPrinted) as fault:
        shared.render(deep)
    assert isinstance(fault.value, RenderFailed)
    assert "Recursion" in str(fault.value)
    assert shared.render("<p>x").startswith(b"%PDF-")
    shared.close()


def test_the_renderer_learns_no_secret_of_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WPR_SECRET_KEY", "hemlig")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    before = children(os.getpid())
    shared = Renderer()
    shared.warm()
    (pid,) = children(os.getpid()) - before
    environment = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"hemlig" not in environment
    assert b"proxy" not in environment.replace(b"NO_PROXY", b"")
    shared.close()
