"""Read the public Lobbyregister (API v2). It can be read only: entries are made in its portal.

The answers hold far more than we need, and fields come and go: what we do not know is left, what
is missing is None. Only an answer that is no entry at all is an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from einklang.core.register_http import RegisterAnswerError, RegisterError, fetch_json

NUMBER = re.compile(r"R[0-9]{6}")
TIMEOUT_S = 20.0


class RegisterNumberError(RegisterError):
    """Not a register number."""


@dataclass(frozen=True)
class RegulatoryProject:
    number: str | None
    """As in RV0001234."""
    title: str | None


@dataclass(frozen=True)
class Department:
    """A ministry of the federal government, as it was called in its term."""

    title: str | None
    short_title: str | None


@dataclass(frozen=True)
class RecipientGroup:
    """To whom a statement was sent on one day."""

    sent_on: date | None
    parliament: tuple[str, ...]
    """Codes of the register for members, groups, committees."""
    departments: tuple[Department, ...]


@dataclass(frozen=True)
class Statement:
    project_number: str | None
    project_title: str | None
    pdf_url: str | None
    page_count: int | None
    recipient_groups: tuple[RecipientGroup, ...]


@dataclass(frozen=True)
class RegisterEntry:
    number: str
    name: str | None
    version: int | None
    valid_from: datetime | None
    is_active: bool | None
    projects: tuple[RegulatoryProject, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class RegisterClient:
    base_url: str
    key: str = field(repr=False)
    timeout: float = TIMEOUT_S
    """Seconds for the whole answer."""

    def entry(self, register_number: str) -> RegisterEntry:
        """Read the present version of one entry.

        :raises RegisterNumberError: if the number cannot be one.
        :raises RegisterError: one of its kinds, if the register does not answer as it should.
        """
        number = register_number.strip().upper()
        if not NUMBER.fullmatch(number):
            raise RegisterNumberError(
                _("“%s” is not a register number. It consists of R and six digits.")
                % register_number
            )
        url = f"{self.base_url.rstrip('/')}/registerentries/{number}?format=json"
        answer = fetch_json(url, authorization=f"ApiKey {self.key}", timeout=self.timeout)
        entry = entry_from(answer)
        if entry is None or entry.number != number:
            raise RegisterAnswerError(
                _("The Lobbyregister answered with something that is not the entry %s.") % number
            )
        return entry


def client_from_settings() -> RegisterClient | None:
    """Return the client of this installation, None if it has no key."""
    if not settings.LOBBYREGISTER_KEY:
        return None
    return RegisterClient(settings.LOBBYREGISTER_URL, settings.LOBBYREGISTER_KEY)


def entry_from(answer: object) -> RegisterEntry | None:
    """Pick what we need out of the answer; None if it is no entry."""
    whole = answer if isinstance(answer, dict) else {}
    number = text(whole, "registerNumber")
    if number is None:
        return None
    details = part(whole, "registerEntryDetails")
    return RegisterEntry(
        number=number,
        name=text(part(whole, "lobbyistIdentity"), "name"),
        version=whole_number(details, "version"),
        valid_from=moment(details, "validFromDate"),
        is_active=truth(part(whole, "accountDetails"), "activeLobbyist"),
        projects=tuple(
            RegulatoryProject(text(one, "regulatoryProjectNumber"), text(one, "title"))
            for one in parts(part(whole, "regulatoryProjects"), "regulatoryProjects")
        ),
        statements=tuple(
            statement_from(one) for one in parts(part(whole, "statements"), "statements")
        ),
    )


def statement_from(given: Mapping[str, Any]) -> Statement:
    return Statement(
        project_number=text(given, "regulatoryProjectNumber"),
        project_title=text(given, "regulatoryProjectTitle"),
        pdf_url=web_address(given, "pdfUrl"),
        page_count=whole_number(given, "pdfPageCount"),
        recipient_groups=tuple(group_from(one) for one in parts(given, "recipientGroups")),
    )


def group_from(given: Mapping[str, Any]) -> RecipientGroup:
    recipients = part(given, "recipients")
    codes = (text(one, "code") for one in parts(recipients, "parliament"))
    offices = (part(one, "department") for one in parts(recipients, "federalGovernment"))
    return RecipientGroup(
        sent_on=day(given, "sendingDate"),
        parliament=tuple(code for code in codes if code is not None),
        departments=tuple(
            Department(text(one, "title"), text(one, "shortTitle")) for one in offices if one
        ),
    )


def part(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = given.get(key)
    return value if isinstance(value, dict) else {}


def parts(given: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = given.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(given: Mapping[str, Any], key: str) -> str | None:
    value = given.get(key)
    return value.strip() or None if isinstance(value, str) else None


def whole_number(given: Mapping[str, Any], key: str) -> int | None:
    value = given.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def truth(given: Mapping[str, Any], key: str) -> bool | None:
    value = given.get(key)
    return value if isinstance(value, bool) else None


def web_address(given: Mapping[str, Any], key: str) -> str | None:
    """Take what a page may link to; an address of another kind could be a script."""
    value = text(given, key)
    return value if value and value.startswith(("https://", "http://")) else None


def moment(given: Mapping[str, Any], key: str) -> datetime | None:
    value = text(given, key)
    try:
        known = parse_datetime(value) if value else None
    except ValueError:
        return None
    return timezone.make_aware(known) if known and timezone.is_naive(known) else known


def day(given: Mapping[str, Any], key: str) -> date | None:
    """Read a day; some answers carry the time of day, too."""
    value = text(given, key)
    try:
        return parse_date(value[:10]) if value else None
    except ValueError:
        return None
