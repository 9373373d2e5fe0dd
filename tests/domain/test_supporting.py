"""Supporting papers and proposals: a line each, and no older hash changes for them."""

from dataclasses import replace

import pytest

from wpr.domain.snapshot import Facts, Snapshot
from wpr.domain.supporting import SupportingPaper, supporting_paper


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        (" Riskbedömning, pärm 4 ", SupportingPaper("Riskbedömning, pärm 4")),
        ("Kalkyl https://x.se/k?a=1", SupportingPaper("Kalkyl", "https://x.se/k?a=1")),
        ("https://x.se/k", SupportingPaper("https://x.se/k", "https://x.se/k")),
        ("javascript:alert(1)", SupportingPaper("javascript:alert(1)")),
        ("Se https://x.se sidan 4", SupportingPaper("Se https://x.se sidan 4")),
    ],
)
def test_a_line_names_a_paper(line: str, paper: SupportingPaper) -> None:
    assert supporting_paper(line) == paper


def test_a_snapshot_without_them_has_the_hash_that_it_always_had() -> None:
    old = Snapshot("Brevet", "sv", "school")
    assert "papers" not in old.to_dict()["facts"]
    assert old.digest() == "944f4ca84ed8b9f6a4d607e96eacf57ab56dd43bc5d4f3cd02fef6cc729e5322"
    new = replace(old, facts=Facts(proposal="Rektor beslutar", papers=("Kalkyl",)))
    assert Snapshot.from_dict(new.to_dict()) == new
    assert new.digest() != old.digest()
