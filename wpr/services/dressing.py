"""Dressing: what a school's prints look like, kept for all of them."""

import base64
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.printing.look import PLAIN, Look
from wpr.storage.looks import ONLY, LookRow


def look_of(session: Session) -> Look:
    """The look that is chosen; the product's own when none is."""
    row = session.get(LookRow, ONLY)
    if row is None:
        return PLAIN
    return Look(row.colour, base64.b64decode(row.logo), row.logo_text)


def choose(session: Session, look: Look, now: datetime) -> None:
    """Keep a look. Its logo and colour are sound: a Look refuses others."""
    row = session.get(LookRow, ONLY) or LookRow(id=ONLY)
    row.colour = look.colour
    row.logo = base64.b64encode(look.logo).decode()
    row.logo_text = look.logo_text if look.logo else ""
    row.changed_at = now
    session.add(row)
    session.flush()
