"""Reading a question bank out of its TOML table, refusing one that a guide could not offer."""

from collections.abc import Iterable, Iterator
from typing import Final

from wpr.domain.bank import Bank, BankQuestion, Pack, Trigger
from wpr.domain.guide_lines import Way
from wpr.domain.guide_table import ID, KEY, Table, refuse_twins

LONGEST_KEY: Final = 20
"""Characters of a key: what a row of the database holds."""


def read_bank(table: Table) -> Bank:
    """The bank in the outermost `table` of a file. Raises GuideFault for the first fault found.

    Whether the guide has the groups is for `refuse_strange_groups` to say.
    """
    triggers = tuple(_trigger(one) for one in table.tables("triggers"))
    refuse_twins("id", table.tables("triggers"))
    known = [trigger.id for trigger in triggers]
    questions = tuple(_question(one, known) for one in table.tables("questions"))
    if not questions:
        raise table.fault("there are no [[questions]], so the bank would be empty.")
    packs = tuple(_pack(one, known) for one in table.tables("packs"))
    table.done()
    refuse_twins("key", table.tables("questions"))
    refuse_twins("question", table.tables("questions"))
    refuse_twins("id", table.tables("packs"))
    keys = [question.key for question in questions]
    for at, pack in enumerate(packs):
        _refuse_unknown(table, ("packs", at, "keys"), pack.keys, keys, "question")
    return Bank(triggers, questions, packs)


def refuse_strange_groups(bank: Bank, table: Table, groups: Iterable[str]) -> None:
    """Raises GuideFault for a question in a group that is none of the guide's question groups."""
    known = list(groups)
    for at, question in enumerate(bank.questions):
        _refuse_unknown(table, ("questions", at, "group"), [question.group], known, "group")


def bank_outline(bank: Bank) -> Iterator[tuple[Way, str]]:
    """What two languages of a bank have in common, piece by piece, and where each piece stands."""
    for at, trigger in enumerate(bank.triggers):
        yield ("triggers", at), f'the trigger "{trigger.id}"'
    for at, one in enumerate(bank.questions):
        when = _listed(one.when) or "always"
        what = f'the question "{one.key}" in the group "{one.group}", offered when: {when}'
        yield ("questions", at), what + (", a cloud question" if one.is_cloud else "")
    for at, pack in enumerate(bank.packs):
        when = _listed(pack.when) or "always"
        yield (
            ("packs", at),
            f'the pack "{pack.id}" of {_listed(pack.keys)}, offered when: {when}',
        )


def _trigger(table: Table) -> Trigger:
    trigger = Trigger(
        id=table.matching("id", *ID), question=table.line("question"), hint=table.text("hint", "")
    )
    table.done()
    return trigger


def _question(table: Table, triggers: list[str]) -> BankQuestion:
    question = BankQuestion(
        key=table.matching("key", *KEY),
        group=table.line("group"),
        topic=table.text("topic", ""),
        question=table.line("question"),
        hint=table.text("hint", ""),
        when=table.names("when"),
        is_cloud=table.flag("cloud"),
    )
    table.done()
    if len(question.key) > LONGEST_KEY:
        raise table.fault(f'"key" may have at most {LONGEST_KEY} characters.', "key")
    _refuse_unknown(table, ("when",), question.when, triggers, "trigger")
    return question


def _pack(table: Table, triggers: list[str]) -> Pack:
    pack = Pack(
        id=table.matching("id", *ID),
        name=table.line("name"),
        description=table.text("description", ""),
        keys=table.names("keys"),
        when=table.names("when"),
    )
    table.done()
    if not pack.keys:
        raise table.fault('"keys" is empty, so the pack would bring nothing.', "keys")
    _refuse_unknown(table, ("when",), pack.when, triggers, "trigger")
    return pack


def _refuse_unknown(
    table: Table, way: Way, names: Iterable[str], known: list[str], what: str
) -> None:
    for name in names:
        if name not in known:
            raise table.fault(f'there is no {what} called "{name}", only {_listed(known)}.', *way)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
