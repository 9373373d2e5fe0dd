"""A broken guide file is refused with its file, its line and a reason."""
# ruff: noqa: E501  (a table reads best with a case on each line)

from pathlib import Path

import pytest

from wpr.domain.guide_file import GuideFault, load_guides
from wpr.places import GUIDES

SOURCE = (GUIDES / "school.en.toml").read_text()
OWN = '''id = "short"
language = "en"
name = "Short"

[[idea]]
id = "who"
question = "Who?"

[[groups]]
id = "release"
heading = "Press release"
kind = "parts"
purpose = "One page."

[[groups.parts]]
id = "headline"
heading = "Headline"
shape = "line"
purpose = "Names it."

[[groups.parts]]
id = "lead"
heading = "Lead"
shape = "prose"
max_words = 60
purpose = "Sums it up."
skeleton = """
For {who|somebody}.
"""

[[groups]]
id = "asked"
heading = "Asked"
kind = "questions"
purpose = "Answers."

[[groups.questions]]
key = "E1"
question = "What is new?"
'''


def refused(folder: Path, source: str | bytes, name: str = "short.en.toml") -> GuideFault:
    """The fault of a folder that holds this file beside the product's own folder."""
    file = folder / name
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(GuideFault) as refusal:
        load_guides(GUIDES, folder)
    assert refusal.value.file == file
    assert str(refusal.value) == f"{file}, line {refusal.value.line}: {refusal.value.reason}"
    assert refusal.value.reason.endswith((".", "?"))
    return refusal.value


def line_of(place: str, source: str) -> int:
    return source[: source.index(place)].count("\n") + 1


BROKEN = [
    ("a name without quotes", 'name = "Short"', "name = Short", "name = Short", "this is not TOML: invalid value."),
    ("a text that never ends", "For {who|somebody}.\n\"\"\"", "For {who|somebody}.", 'question = "What is new?"', "this is not TOML: "),
    ("a key twice", 'name = "Short"', 'name = "Short"\nname = "Long"', 'name = "Long"', "this is not TOML: "),
    ("no id", 'id = "short"\n', "", "language =", '"id" is missing.'),
    ("no heading in the second part", 'heading = "Lead"\n', "", '[[groups.parts]]\nid = "lead"', '"heading" is missing.'),
    ("a misspelt needed key", 'heading = "Lead"', 'heding = "Lead"', "heding", '"heding" is not known here. Did you mean "heading"?'),
    ("a misspelt optional key", "max_words = 60", "max_word = 60", "max_word ", 'there is no key called "max_word" here. Did you mean "max_words"?'),
    ("a key nobody knows", 'name = "Short"', 'name = "Short"\ncolour = "red"', "colour", 'there is no key called "colour" here.'),
    ("a key nobody knows in a question", 'key = "E1"', 'key = "E1"\nweight = 3', "weight", 'there is no key called "weight" here.'),
    ("an empty heading", 'heading = "Lead"', 'heading = " "', 'heading = " "', '"heading" is empty.'),
    ("a heading of two lines", 'heading = "Lead"', 'heading = "Le\\nad"', 'heading = "Le\\nad"', '"heading" must be one line.'),
    ("words as text", "max_words = 60", 'max_words = "60"', "max_words", '"max_words" must be a whole number.'),
    ("words as truth", "max_words = 60", "max_words = true", "max_words", '"max_words" must be a whole number.'),
    ("words below nothing", "max_words = 60", "max_words = -1", "max_words", '"max_words" is -1, but cannot be less than 0.'),
    ("required as text", "max_words = 60", 'required = "yes"', "required", '"required" must be true or false.'),
    ("a purpose as number", 'purpose = "Sums it up."', "purpose = 7", "purpose = 7", '"purpose" must be text in quotes.'),
    ("more words than there may be", "max_words = 60", "min_words = 61\nmax_words = 60", "min_words", '"min_words" is 61, more than "max_words", 60.'),
    ("an unknown shape", 'shape = "prose"', 'shape = "table"', 'shape = "table"', '"shape" is "table", but must be "line" or "prose".'),
    ("an unknown kind", 'kind = "questions"', 'kind = "answers"', 'kind = "answers"', '"kind" is "answers", but must be "parts" or "questions".'),
    ("an id with a space", 'id = "lead"', 'id = "the lead"', 'id = "the lead"', '"id" is "the lead", but must be small letters'),
    ("a part id twice", 'id = "lead"', 'id = "headline"', 'id = "headline"\nheading = "Lead"', '"id" is "headline", which stands here already.'),
    ("a part heading twice", 'heading = "Lead"', 'heading = "HEADLINE"', 'heading = "HEADLINE"', '"heading" is "HEADLINE", which stands here already.'),
    ("a group id twice", 'id = "asked"', 'id = "release"', 'id = "release"\nheading = "Asked"', '"id" is "release", which stands here already.'),
    ("a group called as the idea", 'heading = "Asked"', 'heading = "The idea"', 'heading = "The idea"', '"heading" is "The idea", which stands here already.'),
    ("a question key twice", 'question = "What is new?"', 'question = "What is new?"\n\n[[groups.questions]]\nkey = "e1"\nquestion = "Why?"', 'key = "e1"', '"key" is "e1", which stands here already.'),
    ("a skeleton with an unknown answer", "{who|somebody}", "{whom}", 'skeleton = """', 'the skeleton names the idea question "whom", but there is only who.'),
    ("a skeleton with an empty prompt", "{who|somebody}", "{who| }", 'skeleton = """', 'the skeleton has an empty prompt in "{who| }".'),
    ("a skeleton with half a bracket", "{who|somebody}", "{who", 'skeleton = """', "the skeleton has a curly bracket without its pair."),
    ("no groups", OWN[OWN.index("[[groups]]"):], "", "id =", "there are no [[groups]], so a document would hold nothing."),
    ("a group without parts", OWN[OWN.index("[[groups.parts]]"):OWN.index('[[groups]]\nid = "asked"')], "", "[[groups]]", 'a group of the kind "parts" needs [[groups.parts]].'),
    ("parts among questions", 'kind = "parts"', 'kind = "questions"', "[[groups.parts]]", 'a group of the kind "questions" cannot have parts.'),
    ("questions among parts", 'kind = "questions"', 'kind = "parts"', "[[groups.questions]]", 'a group of the kind "parts" cannot have questions.'),
    ("one table where many go", "[[idea]]", "[idea]", "[idea]", '"idea" must be repeated tables, [[idea]].'),
    ("a list of texts for parts", OWN[OWN.index("[[groups.questions]]"):], 'questions = ["What is new?"]\n', "questions = [", '"questions" must be repeated tables, [[groups.questions]].'),
    ("words that are no table", 'name = "Short"', 'name = "Short"\nwords = "none"', "words =", '"words" must be a table, [words].'),
    ("a word that is no text", 'name = "Short"', 'name = "Short"\nwords.page = 1', "words.page", '"page" must be text in quotes.'),
    ("a dateline without a date", 'name = "Short"', 'name = "Short"\n[words]\ndateline = "{place}"', "dateline", '"dateline" must have {date} and {place} in it.'),
    ("a word with a name in it", 'name = "Short"', 'name = "Short"\n[words]\npage = "Page {page}"', "page =", '"page" must have no curly brackets in it.'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [case[1:] for case in BROKEN],
    ids=[case[0] for case in BROKEN],
)
def test_a_broken_guide_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, place: str, reason: str
) -> None:
    assert OWN.count(old) == 1
    broken = OWN.replace(old, new)
    fault = refused(tmp_path, broken)
    assert reason in fault.reason
    assert fault.line == line_of(place, broken)


def test_the_sound_guide_that_those_are_broken_from_is_taken(tmp_path: Path) -> None:
    (tmp_path / "short.en.toml").write_text(OWN)
    guide = load_guides(GUIDES, tmp_path).get("short", "en")
    assert [part.id for part in guide.parts()] == ["headline", "lead"]
    assert not guide.groups[0].parts[0].required
    assert guide.groups[0].parts[1].max_words == 60


def test_the_line_is_that_of_the_right_table_among_many(tmp_path: Path) -> None:
    place = SOURCE.index('id = "may-change"')
    broken = SOURCE[:place] + SOURCE[place:].replace("min_words = 10", "min_words = 99")
    fault = refused(tmp_path, broken, "school.en.toml")
    assert fault.line == line_of("min_words = 99", broken)
    assert "99" in fault.reason


def test_what_looks_like_a_header_inside_a_text_does_not_move_the_line(tmp_path: Path) -> None:
    text = 'skeleton = """\n[[groups]]\nshape = "none"\n[[groups.parts]]\n'
    broken = OWN.replace('skeleton = """\n', text).replace('kind = "questions"', 'kind = "no"')
    assert refused(tmp_path, broken).line == line_of('kind = "no"', broken)


def test_a_file_that_is_not_utf_8_is_refused_at_the_line_of_the_bad_byte(tmp_path: Path) -> None:
    fault = refused(tmp_path, b'id = "short"\nname = "Sm\xe5skola"\n')
    assert fault.line == 2
    assert fault.reason == "the file is not UTF-8 text."


@pytest.mark.parametrize("name", ["shorter.en.toml", "short.sv.toml", "short.toml", "notes.toml"])
def test_a_file_named_otherwise_than_its_guide_is_refused(tmp_path: Path, name: str) -> None:
    fault = refused(tmp_path, OWN, name)
    assert fault.line == 1
    assert fault.reason == 'the guide of this id is read from "short.en.toml".'


def test_a_nesting_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    assert "this is not TOML" in refused(tmp_path, "a = " + "[" * 100_000).reason


DISAGREEING = [
    ('id = "lead"', 'id = "body"', '[[groups.parts]]\nid = "body"', 'the optional part "body"'),
    ('shape = "prose"', 'shape = "line"', '[[groups.parts]]\nid = "lead"', 'the shape "line"'),
    ('shape = "prose"', 'shape = "prose"\nrequired = true', '[[groups.parts]]\nid = "lead"', "the required part"),
    ('id = "asked"', 'id = "answers"', '[[groups]]\nid = "answers"', 'the group "answers" of questions'),
    ('key = "E1"', 'key = "E2"', '[[groups.questions]]\nkey = "E2"', 'the question "E2"'),
    ("[[groups]]\nid = \"release\"", '[[idea]]\nid = "why"\nquestion = "Why?"\n\n[[groups]]\nid = "release"', '[[idea]]\nid = "why"', 'the idea question "why"'),
    ('[[groups.questions]]\nkey = "E1"\nquestion = "What is new?"\n', "", 'id = "short"', "here is nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "says"), DISAGREEING)
def test_two_languages_that_disagree_are_refused_where_they_part(
    tmp_path: Path, old: str, new: str, place: str, says: str
) -> None:
    (tmp_path / "short.en.toml").write_text(OWN)
    swedish = OWN.replace('language = "en"', 'language = "sv"')
    assert swedish.count(old) == 1
    swedish = swedish.replace(old, new)
    fault = refused(tmp_path, swedish, "short.sv.toml")
    assert fault.line == line_of(place, swedish)
    assert says in fault.reason
    assert str(tmp_path / "short.en.toml") in fault.reason


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuideFault, match="there is no such folder for guides") as refusal:
        load_guides(GUIDES, tmp_path / "elsewhere")
    assert refusal.value.line == 0


def test_no_guide_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        GuideFault, match=r"there is no guide here, no file such as school\.sv\.toml"
    ):
        load_guides(tmp_path)


def test_a_guide_with_nobody_to_take_words_from_must_say_them_itself(tmp_path: Path) -> None:
    (tmp_path / "short.en.toml").write_text(OWN)
    with pytest.raises(GuideFault, match=r'"idea" is missing in \[words\]'):
        load_guides(tmp_path)
