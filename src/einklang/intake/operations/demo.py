"""Load what ships with Einklang: the shared catalogue, the sample year, accounts to try it."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from einklang.core import audit
from einklang.federation.enums import OrganisationKind, Role
from einklang.federation.models import Access, Account, Organisation
from einklang.intake.errors import RefusedError
from einklang.intake.operations.importing import ImportResult, import_year
from einklang.intake.readers.source import Source
from einklang.papers.operations.catalogue import load_paper_catalogue
from einklang.programmes.models import ProgrammeCarrier
from einklang.reports.models import Report
from einklang.reports.operations.freezing import freeze_version, publish_version

DATA = Path(__file__).resolve().parent.parent / "data"
OPERATOR = "operator"
PEOPLE = {
    Role.SECRETARIAT: ("geschaeftsstelle@example.org", "Gesa Musterfrau"),
    Role.CHAIR: ("vorsitz@example.org", "Volker Beispiel"),
    Role.MEMBER: ("mitglied@example.org", "Mika Probe"),
    Role.ASSOCIATION_STAFF: ("verband@example.org", "Vera Vorlage"),
    Role.CARRIER_CONTACT: ("traeger@example.org", "Tarek Exempel"),
    Role.GUEST: ("gast@example.org", "Gerda Muster"),
}
"""Invented people, one for every role."""
OPERATOR_EMAIL = "betrieb@example.org"


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str
    password: str
    note: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def sample_path() -> Path:
    """Return the sample year: one file, or a folder of files."""
    whole = DATA / "sample_2024.yaml"
    return whole if whole.exists() else DATA / "sample_2024"


def load_catalogue() -> ImportResult:
    """Load or refresh the shared kinds, life cycles, groups, sentences and kinds of paper."""
    source = Source.from_path(DATA / "catalogue.yaml")
    result = import_year(source=source, by=None, dry_run=False)
    if result.is_written:
        load_paper_catalogue()
    return result


def load_sample_year() -> ImportResult:
    """Load the sample year the way every year comes in."""
    return import_year(source=Source.from_path(sample_path()), by=None, dry_run=False)


def publish_sample_report(*, body: Organisation) -> None:
    """Freeze and publish the sample's report, once, so that the public site shows one."""
    for report in Report.objects.filter(body=body, versions=None):
        with translation.override("de"):
            version = freeze_version(report=report, note=_("Sample"), by=None)
        publish_version(version=version, knows_of_internal=True, by=None)


def create_demo_accounts(
    *, body: Organisation, passwords: Mapping[str, str] | None, is_production: bool
) -> list[SignIn]:
    """Create one account for every role.

    :param passwords: what was handed out before, by e-mail; the others get new ones. None:
        accounts that exist keep what they have, which nobody can read any more.
    :raises RefusedError: in production, where known passwords have no place.
    """
    if is_production:
        raise RefusedError(_("Demo accounts are not created in production."))
    with transaction.atomic(), audit.acting(None, "intake.demo"):
        signs = [
            SignIn(
                str(role.label),
                email,
                _account(email, name, passwords, body=body, role=role),
                _note(role),
            )
            for role, (email, name) in PEOPLE.items()
        ]
        signs += _speakers(body, passwords)
        password = _account(OPERATOR_EMAIL, "Otto Betrieb", passwords)
        operator = Account.objects.get(email=OPERATOR_EMAIL)
        if not operator.is_superuser:
            operator.is_staff = operator.is_superuser = True
            operator.save(update_fields=["is_staff", "is_superuser"])
    signs.append(SignIn(_("Operator"), OPERATOR_EMAIL, password, _("administration")))
    return signs


def _speakers(body: Organisation, passwords: Mapping[str, str] | None) -> list[SignIn]:
    """Give every association of the federation somebody who speaks for it."""
    people = [email for email, _name in PEOPLE.values()]
    spoken_for = Access.objects.filter(body=body, account__email__in=people)
    spoken_for = spoken_for.exclude(organisation=None)
    missing = _associations().exclude(pk__in=spoken_for.values("organisation_id"))
    role = Role.ASSOCIATION_STAFF
    signs = []
    for association in missing:
        email = f"{association.key}@example.org"
        name = f"Beispiel {association}"
        password = _account(email, name, passwords, body=body, role=role, speaks_for=association)
        note = _("speaks for %s") % association
        signs.append(SignIn(str(role.label), email, password, note))
    return signs


def _associations() -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION)
    return rows.annotate(place=Min("affiliations__order")).order_by("place", "sort_key")


def quick_hash(password: str) -> str:
    """Hash a password of 96 random bits, which nobody guesses; seven slow hashes cost seconds.

    Signing in replaces the hash by one of full strength.
    """
    salt = secrets.token_urlsafe(12).replace("$", "")
    return PBKDF2PasswordHasher().encode(password, salt, iterations=1000)


def _account(
    email: str,
    name: str,
    passwords: Mapping[str, str] | None,
    *,
    body: Organisation | None = None,
    role: Role | None = None,
    speaks_for: Organisation | None = None,
) -> str:
    account = Account.objects.filter(email=email).first()
    password = (passwords or {}).get(email) or secrets.token_urlsafe(12)
    if account is None:
        account = Account.objects.create_user(email, name=name)
        account.password = quick_hash(password)
        account.save(update_fields=["password"])
    elif passwords is None:
        password = ""
    elif not account.check_password(password):
        account.set_password(password)
        account.save(update_fields=["password"])
    if body is not None and role is not None:
        access = Access.objects.filter(account=account, body=body).first()
        if access is None:
            Access.objects.create(
                account=account,
                body=body,
                role=role,
                organisation=speaks_for or _speaks_for(role, body),
            )
    return password


def _speaks_for(role: Role, body: Organisation) -> Organisation | None:
    """Choose for whom staff and contacts speak: somebody who took part, if there is one."""
    if role == Role.MEMBER:
        return _associations().first()
    if role == Role.ASSOCIATION_STAFF:
        return next(iter(_associations()[1:2]), _associations().first())
    if role == Role.CARRIER_CONTACT:
        carriers = (
            ProgrammeCarrier.objects.filter(organisation__participations__activity__body=body)
            or ProgrammeCarrier.objects.all()
        )
        first = carriers.select_related("organisation").order_by("organisation__sort_key").first()
        return first.organisation if first else None
    return None


def _note(role: Role) -> str:
    return {
        Role.SECRETARIAT: _("enters, imports, publishes, invites"),
        Role.CHAIR: _("enters, imports, publishes, invites"),
        Role.MEMBER: _("enters and changes records"),
        Role.ASSOCIATION_STAFF: _("reads what is meant for the federation"),
        Role.CARRIER_CONTACT: _("reads where the carrier took part"),
        Role.GUEST: _("reads what is public"),
    }[role]
