"""Every address of the site, filled with records that exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.factories import make_account

from einklang.chronicle.enums import Visibility
from einklang.chronicle.models import Activity, Attachment, FollowUp
from einklang.federation.enums import Role
from einklang.federation.models import Invitation, Office, Organisation, Person
from einklang.intake.models import Upload
from einklang.papers.models import Paper
from einklang.programmes.models import Figure, Programme, ProgrammeCarrier
from einklang.reports.models import Report, ReportSection
from einklang.reports.operations.freezing import freeze_version, publish_version

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


def make_examples(body: Organisation) -> None:
    """Add what the sample year lacks: a file, a frozen and published version, an invitation."""
    activity = Activity.objects.get(key="a31")
    Activity.objects.filter(pk=activity.pk).update(visibility=Visibility.COMMITTEE)
    Attachment.objects.create(
        activity=activity, file="no/file.pdf", name="Datei.pdf", media_type="application/pdf",
        size=1, sha256="0" * 64,
    )  # fmt: skip
    Invitation.objects.create(email="eingeladen@example.org", body=body, role=Role.GUEST)
    report = Report.objects.get(body=body)
    version = freeze_version(report=report, note="", by=None)
    publish_version(version=version, knows_of_internal=True, by=None)
    Upload.objects.create(
        account=make_account(role=Role.CHAIR, body=body), body=body, name="jahr.xlsx",
        sha256="0" * 64, data=b"",
    )  # fmt: skip


def first(model: type, **where: object) -> int:
    row = model.objects.filter(**where).order_by("pk").first()  # type: ignore[attr-defined]  # any model
    return row.pk if row else 0


def example_arguments() -> dict[str, object]:
    """Return a value for every argument that occurs in an address."""
    return {
        "activity_id": first(Activity, key="a31"),
        "public_activity_id": first(Activity, key="a16"),
        "report_id": first(Report),
        "section_id": first(ReportSection),
        "number": 1,
        "organisation_id": first(Organisation, kind="association"),
        "person_id": first(Person),
        "office_id": first(Office),
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
        "upload_id": first(Upload),
        "carrier_id": first(ProgrammeCarrier),
        "paper_id": first(Paper, publication__isnull=False),
    }


def path_of(address: Address, values: dict[str, object]) -> str:
    """Fill an address.

    :raises KeyError: if an argument has no example yet.
    """
    shown = dict(values)
    if address.name.startswith("portal:"):
        shown["activity_id"] = values["public_activity_id"]
    return reverse(address.name, kwargs={name: shown[name] for name in address.arguments})
