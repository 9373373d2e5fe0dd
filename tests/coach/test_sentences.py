"""Sentences end where they do, and not at abbreviations, initials and numbers."""

import pytest

from wpr.coach.sentence import sentence_spans

SPLIT = [
    ("sv", "Vi ses. Det blir bra.", ["Vi ses.", "Det blir bra."]),
    ("sv", "Ta med frukt, t.ex. Golden.", ["Ta med frukt, t.ex. Golden."]),
    ("sv", "Den börjar kl. 16 i dag.", ["Den börjar kl. 16 i dag."]),
    ("sv", "Enligt 2 kap. 10 § beslutar rektor.", ["Enligt 2 kap. 10 § beslutar rektor."]),
    ("sv", "Vi köper sudd m.m. Sedan går vi.", ["Vi köper sudd m.m.", "Sedan går vi."]),
    ("sv", "Elin går i 9 b. Olle går i 7 A. Alla är där.", 3),
    ("sv", "Av A. Svensson och B. Ek.", ["Av A. Svensson och B. Ek."]),
    ("sv", "”Vad gör ni?” frågar Anna.", ["”Vad gör ni?” frågar Anna."]),
    ("sv", "”Nej. Vi väntar”, säger hon. Klart.", ["”Nej.", "Vi väntar”, säger hon.", "Klart."]),
    ("sv", "1. Rektor beslutar.", ["1. Rektor beslutar."]),
    ("sv", "Så här: Rektor beslutar.", ["Så här:", "Rektor beslutar."]),
    ("sv", "Tre saker: ett bord och en stol.", ["Tre saker: ett bord och en stol."]),
    ("sv", "Rad ett\nrad två", ["Rad ett", "rad två"]),
    ("sv", "Det kostar 14.50. 16 elever kom.", ["Det kostar 14.50.", "16 elever kom."]),
    ("en", "Bring fruit, e.g. Apples.", ["Bring fruit, e.g. Apples."]),
    ("en", "Dr. Lind came. She left.", ["Dr. Lind came.", "She left."]),
    ("en", "Is it so? Yes… Perhaps.", ["Is it so?", "Yes…", "Perhaps."]),
    ("en", "   ", []),
]


@pytest.mark.parametrize(("language", "text", "sentences"), SPLIT)
def test_a_text_is_split(language: str, text: str, sentences: list[str] | int) -> None:
    found = [text[start:end] for start, end in sentence_spans(text, language)]
    assert len(found) == sentences if isinstance(sentences, int) else found == sentences
