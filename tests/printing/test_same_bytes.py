"""Same bytes: equal snapshot and options give the same file, on every machine and every day."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.printing.papers import DRAFT, ENGLISH, PAPER, SWEDISH
from wpr.printing.pdf import print_key, print_pdf
from wpr.printing.renderer import Renderer

ROOT = Path(__file__).parents[2]
PRINTS = """
import hashlib
from tests.printing.papers import DRAFT, example
from wpr.printing.pdf import print_pdf
print(hashlib.sha256(print_pdf(*example("torsdagsbrevet"), DRAFT).pdf).hexdigest())
"""


def printed_elsewhere(seed: str, zone: str) -> str:
    """The digest of an example's PDF, made by an app and a renderer of their own."""
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", PRINTS], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_two_processes_make_the_same_file() -> None:
    first = printed_elsewhere(seed="1", zone="Europe/Stockholm")
    second = printed_elsewhere(seed="2", zone="Pacific/Auckland")
    assert len(first) == 64
    assert first == second


def test_the_order_of_printing_leaves_no_trace(renderer: Renderer) -> None:
    one = print_pdf(PAPER, SWEDISH, DRAFT, renderer=renderer).pdf
    print_pdf(replace(PAPER, title="→ Något annat"), SWEDISH, DRAFT, renderer=renderer)
    two = print_pdf(PAPER, SWEDISH, DRAFT, renderer=renderer).pdf
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()


def test_whatever_shapes_the_file_changes_its_key() -> None:
    keys = {
        print_key(PAPER, SWEDISH, DRAFT),
        print_key(replace(PAPER, title="Annat"), SWEDISH, DRAFT),
        print_key(PAPER, ENGLISH, DRAFT),
        print_key(PAPER, replace(SWEDISH, words={**SWEDISH.words, "page": "Sid"}), DRAFT),
        print_key(PAPER, SWEDISH, replace(DRAFT, version="Version 3")),
        print_key(PAPER, SWEDISH, replace(DRAFT, printed=date(2027, 3, 18))),
    }
    assert len(keys) == 6
    assert print_key(replace(PAPER), replace(SWEDISH), replace(DRAFT)) in keys
