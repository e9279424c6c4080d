"""Every address of the site, filled with records that exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from einklang.chronicle.models import Activity, Attachment, FollowUp
from einklang.federation.models import Invitation, Organisation, Person
from einklang.programmes.models import Figure, Programme
from einklang.reports.models import Report, ReportEntry, ReportSection, ReportVersion

FOREIGN = re.compile(r"^(admin:|api:|account_|mfa_|openid_|socialaccount_|set_language)")
"""Pages of libraries; their own tests and the browser tests look at those we show."""


@dataclass(frozen=True)
class Address:
    name: str
    """The name it is reversed by, with its namespace."""
    arguments: tuple[str, ...]


def addresses() -> list[Address]:
    """Return every named address of ours, sorted by name."""
    found = {address.name: address for address in walk(get_resolver(), "")}
    return sorted(
        (one for name, one in found.items() if not FOREIGN.match(name)), key=lambda one: one.name
    )


def walk(resolver: URLResolver, namespace: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            arguments = tuple(pattern.pattern.converters)
            yield Address(namespace + pattern.name, arguments)


def first(model: type, **where: object) -> int:
    row = model.objects.filter(**where).order_by("pk").first()  # type: ignore[attr-defined]  # any model
    return row.pk if row else 0


def example_arguments() -> dict[str, object]:
    """Return a value for every argument that occurs in an address."""
    return {
        "activity_id": first(Activity, key="a16"),
        "report_id": first(Report),
        "section_id": first(ReportSection),
        "entry_id": first(ReportEntry),
        "version_id": first(ReportVersion),
        "number": 1,
        "organisation_id": first(Organisation, kind="association"),
        "person_id": first(Person),
        "programme_id": first(Programme),
        "figure_id": first(Figure),
        "invitation_id": first(Invitation),
        "attachment_id": first(Attachment),
        "follow_up_id": first(FollowUp),
        "year": 2024,
        "form": "html",
        "language": "de",
        "lang": "de",
        "token": "no-such-token",
    }


def path_of(address: Address, values: dict[str, object]) -> str:
    """Fill an address.

    :raises KeyError: if an argument has no example yet.
    """
    return reverse(address.name, kwargs={name: values[name] for name in address.arguments})
