"""Somebody who is about to get an account: what they typed, checked before anything is kept."""

from dataclasses import dataclass, field

from wpr.domain.identity import email_address, person_name
from wpr.domain.password import checked_password


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What was typed; `site` is the service's host, `agent` what the browser calls itself."""

    name: str
    email: str
    password: str = field(repr=False)
    site: str = ""
    agent: str = ""

    def checked_password(self) -> str:
        """The password, once name, e-mail and password are good.

        Refused: name-missing, name-wrong, email-wrong, and see domain.password.
        """
        name, email = person_name(self.name), email_address(self.email)
        return checked_password(self.password, [name, email, "wpr", self.site])
