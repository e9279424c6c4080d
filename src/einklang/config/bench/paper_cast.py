"""The committee of the measured papers: its associations, and who works for them."""

from dataclasses import dataclass

from django.core.management import call_command

from einklang.federation.enums import OrganisationKind, Role
from einklang.federation.models import Access, Account, Organisation
from einklang.papers.models import PaperKind

COMMITTEE = "bench-paper-committee"
ASSOCIATIONS = 12
STAFF_OF = 4
"""Of which association somebody is measured who is only asked."""


@dataclass(frozen=True)
class Cast:
    body: Organisation
    associations: tuple[Organisation, ...]
    """In their agreed order; the first leads the paper that is put together."""
    speakers: tuple[Account, ...]
    """One for each association, in the same order."""
    secretary: Account
    delegate: Account
    """A member of the committee who speaks for the association that leads."""
    kinds: tuple[PaperKind, ...]

    @property
    def lead(self) -> Organisation:
        return self.associations[0]

    @property
    def staff(self) -> Account:
        return self.speakers[STAFF_OF]

    @property
    def readers(self) -> dict[str, Account]:
        return {
            "secretariat": self.secretary,
            "delegate of the lead": self.delegate,
            "staff of an association": self.staff,
        }


def make_cast() -> Cast:
    """Make everybody, in a database that has the shared catalogue."""
    call_command("load_paper_catalogue", verbosity=0)
    body = organisation(COMMITTEE, OrganisationKind.COMMITTEE, "Fachausschuss der Papiere")
    associations = tuple(
        organisation(
            f"bench-signatory-{number}",
            OrganisationKind.ASSOCIATION,
            f"Verband für Papiere {number:02}",
        )
        for number in range(1, ASSOCIATIONS + 1)
    )
    speakers = tuple(
        account(f"verband-{number:02}", body, Role.ASSOCIATION_STAFF, association)
        for number, association in enumerate(associations, 1)
    )
    return Cast(
        body=body,
        associations=associations,
        speakers=speakers,
        secretary=account("geschaeftsstelle", body, Role.SECRETARIAT),
        delegate=account("delegierte", body, Role.MEMBER, associations[0]),
        kinds=tuple(PaperKind.objects.select_related("kind__life_cycle").filter(kind__body=None)),
    )


def organisation(key: str, kind: OrganisationKind, name: str) -> Organisation:
    found, _ = Organisation.objects.get_or_create(
        key=key, defaults={"kind": kind, "name": name, "short_name": name, "article": "der"}
    )
    return found


def account(
    name: str, body: Organisation, role: Role, speaks_for: Organisation | None = None
) -> Account:
    found, _ = Account.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name})
    Access.objects.get_or_create(
        account=found, body=body, role=role, defaults={"organisation": speaks_for}
    )
    return found
