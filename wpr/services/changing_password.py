"""Changing one's own password, with the old one as proof."""

from datetime import datetime

from wpr.domain.password import checked_password
from wpr.domain.refusal import Refusal
from wpr.services.hashing import hash_password
from wpr.services.linking import Kind
from wpr.services.proving import Proof, prove
from wpr.services.signing_in import sign_out_everywhere
from wpr.storage.database import Database
from wpr.storage.people import User
from wpr.storage.people_queries import delete_tokens


def change_password(
    database: Database, proof: Proof, password: str, site: str, keep: int, now: datetime
) -> None:
    """Set a new password and end every other session (`keep` is the one that asks).

    It opens its own short transactions. Refused: a wrong old password (password-wrong), Throttled,
    and the new password (domain.password).
    """
    user_id = prove_again(database, proof, now)
    with database.reading() as session:
        user = session.get_one(User, user_id)
    password_hash = hash_password(checked_password(password, [user.name, user.email, "wpr", site]))
    with database.writing() as session:
        session.get_one(User, user_id).password_hash = password_hash
        sign_out_everywhere(session, user_id, but=keep)
        for kind in (Kind.RESET, Kind.SIGN_IN, Kind.EMAIL):
            delete_tokens(session, kind, user_id)


def prove_again(database: Database, proof: Proof, now: datetime) -> int:
    """Prove once more who one is, being signed in. Refused: password-wrong, Throttled."""
    try:
        return prove(database, proof, now)
    except Refusal as refusal:
        if refusal.code == "sign-in-wrong":
            raise Refusal("password-wrong") from refusal
        raise
