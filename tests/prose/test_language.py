"""In which language a passage is: never a wrong one, and none for what is short or mixed."""

from itertools import pairwise
from pathlib import Path

import pytest

from wpr.places import EXAMPLES
from wpr.prose.language import language_of, passages

SWEDISH = (
    "Vi inför Working Backwards med Press Release och FAQ enligt Customer Obsession.",
    "Rektor Anna Berg, The English School of Gothenburg and The International School of the West",
    "Vi läste What You Do Is Who You Are av Ben Horowitz",
    "Working Backwards: Insights, Stories, and Secrets from Inside Amazon",
    "Google Classroom, Microsoft Teams, Office 365 och Active Directory",
    "Elevernas single sign-on till learning management system går via Skolfederation",
    "Feedback, coaching, compliance, management, stakeholder, sponsor, owner",
    "To do: ringa IT, boka lokal, maila facket",
    "”Make it so”, sade rektorn, och så blev det.",
    "Skolan vill att use cases and user stories skrivs in English, for all to read.",
    "Kind regards",
    "Kontakt: https://www.example.org/what/is/the/way/to/do/it/and/who/are/you",
    "Hej!",
    "123 456, 12 % av 34",
)

FOREIGN = {
    "en": "This changes everything for our pupils, and I would never go back to the old way.",
    "fi": "Hyvät huoltajat, koulu alkaa ensi viikolla ja kaikki oppilaat saavat uuden koneen.",
    "so": "Waalidiinta sharafta leh, waxaan halkan idiinku soo gudbinaynaa in iskuulku bilaabmayo.",
    "uk": "Шановні батьки, школа починається наступного тижня, і всі учні отримають нові книги.",
    "ru": "Уважаемые родители, школа начинается на следующей неделе, и все ученики получат книги.",
    "ar": "أولياء الأمور الأعزاء، تبدأ المدرسة في الأسبوع القادم ويمكن لجميع الطلاب من المدرسة.",
    "fa": "والدین گرامی، مدرسه از هفته آینده شروع می‌شود و همه دانش‌آموزان کتاب خواهند داشت.",
    "no": "Vi har kjøpt nye bøker til skolen og elevene liker dem, men vi vet ikke hvorfor.",
    "de": "Liebe Eltern, die Schule beginnt nächste Woche und alle Kinder bekommen neue Bücher.",
    "pl": "Drodzy rodzice, szkoła zaczyna się w przyszłym tygodniu i wszyscy uczniowie są.",
    "ti": "ክቡራት ወለዲ፡ ቤት ትምህርቲ ኣብ ዝመጽእ ሰሙን ክጅምር እዩ፡ ኩሎም ተምሃሮ ሓደስቲ መጻሕፍቲ ክረኽቡ እዮም።",
    "el": "Αγαπητοί γονείς, το σχολείο αρχίζει την επόμενη εβδομάδα",
}


@pytest.mark.parametrize("text", SWEDISH)
def test_swedish_with_words_and_names_from_elsewhere_stays_swedish(text: str) -> None:
    assert passages(text, "sv") == ()


@pytest.mark.parametrize(("language", "text"), FOREIGN.items())
def test_a_passage_in_another_language_is_recognised(language: str, text: str) -> None:
    assert language_of(text, "sv") == language
    assert language_of(text, language) == language
    assert language_of(text, f"{language}-x-own") == f"{language}-x-own"


def test_swedish_is_recognised_in_an_english_document() -> None:
    assert language_of("Skolan börjar klockan nio och alla elever har sovit ut.", "en") == "sv"
    assert language_of("Friskolornas riksförbund and Skolverket agree on the terms.", "en") == "en"


@pytest.mark.timeout(20)
def test_the_longest_word_and_the_longest_paragraph_take_no_time() -> None:
    for text in ("a" * 100_000, '"abc ' * 20_000, "a. " * 30_000, "@" * 100_000):
        assert passages(text, "sv") == ()
    (one,) = passages(FOREIGN["en"] * 1_000, "sv")
    assert (one.start, one.end) == (0, len(FOREIGN["en"]) * 1_000)


def test_what_two_languages_share_is_left_alone() -> None:
    assert language_of("Poštovani roditelji, škola počinje i svi učenici će doći.", "sv") == "sv"


def test_a_document_in_a_language_that_nobody_knows_here_is_left_alone() -> None:
    assert language_of(FOREIGN["en"], "tlh") == "tlh"


def test_quotations_and_sentences_are_found_within_a_paragraph() -> None:
    quoted = f"Eva sade: ”{FOREIGN['en']}” Sedan gick hon hem till sig."
    sentences = (
        f"Det är bra så här. We want every pupil to have what they need. {FOREIGN['en']} Ja."
    )
    for text in (quoted, sentences):
        (one,) = passages(text, "sv")
        assert one.language == "en"
        assert text[one.start : one.end].endswith("the old way.")
    assert text[one.start :].startswith("We want")


def test_the_examples_have_no_passage_in_another_language() -> None:
    for file in Path(EXAMPLES).glob("*.md"):
        language = "en" if "language: en" in file.read_text(encoding="utf-8") else "sv"
        for line in file.read_text(encoding="utf-8").splitlines():
            assert passages(line, language) == (), line


def test_passages_stand_in_order_and_apart() -> None:
    text = " ".join([FOREIGN["en"], "Det är så att vi vill ha det.", FOREIGN["fi"], FOREIGN["en"]])
    found = passages(text, "sv")
    assert all(one.end <= other.start for one, other in pairwise(found))
