"""Rows for tests, made in one line each; every call makes something new unless told."""

from itertools import count
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from einklang.chronicle.enums import ParticipationRole, Phase, Visibility
from einklang.chronicle.models import (
    Activity,
    ActivityGroup,
    ActivityKind,
    LifeCycle,
    Participation,
    State,
)
from einklang.core.sorting import fold_for_index
from einklang.core.when import When
from einklang.federation.enums import OrganisationKind, Role
from einklang.federation.models import Access, Account, Organisation, Person
from einklang.programmes.models import Programme

NUMBERS = count(1)
PASSWORD = "ein-langes-Wort-2024"


def make_organisation(**fields: Any) -> Organisation:
    number = next(NUMBERS)
    fields.setdefault("key", f"organisation-{number}")
    fields.setdefault("kind", OrganisationKind.ASSOCIATION)
    fields.setdefault("name", f"Beispielverband {number}")
    return Organisation.objects.create(**fields)


def make_body(**fields: Any) -> Organisation:
    """Make a committee."""
    number = next(NUMBERS)
    fields.setdefault("key", f"committee-{number}")
    fields.setdefault("kind", OrganisationKind.COMMITTEE)
    fields.setdefault("name", f"Fachausschuss {number}")
    fields.setdefault("article", "der")
    return make_organisation(**fields)


def make_person(**fields: Any) -> Person:
    number = next(NUMBERS)
    fields.setdefault("key", f"person-{number}")
    fields.setdefault("given_name", "Kim")
    fields.setdefault("family_name", f"Muster{number}")
    return Person.objects.create(**fields)


def make_programme(**fields: Any) -> Programme:
    number = next(NUMBERS)
    fields.setdefault("key", f"programme-{number}")
    fields.setdefault("name", f"Beispielprogramm {number}")
    return Programme.objects.create(**fields)


def cheap_hash(password: str) -> str:
    """Hash with one round instead of a million: a test makes many accounts."""
    return PBKDF2PasswordHasher().encode(password, "salt", iterations=1)


def make_account(
    *, role: Role | None = None, body: Organisation | None = None, **fields: Any
) -> Account:
    """Make an account; with a role it belongs to the committee (a new one unless given)."""
    speaks_for = fields.pop("organisation", None)
    fields.setdefault("email", f"konto{next(NUMBERS)}@example.org")
    fields["password"] = cheap_hash(fields.pop("password", PASSWORD))
    account = Account.objects.create(**fields)
    if role is not None:
        Access.objects.create(
            account=account, body=body or make_body(), role=role, organisation=speaks_for
        )
    return account


def make_life_cycle(phases: tuple[Phase, ...] = (), **fields: Any) -> LifeCycle:
    """Make a life cycle with one state for each phase: worked on, then done."""
    number = next(NUMBERS)
    fields.setdefault("key", f"life-cycle-{number}")
    fields.setdefault("label", f"Lebenslauf {number}")
    life_cycle = LifeCycle.objects.create(**fields)
    for order, phase in enumerate(phases or (Phase.WORKED_ON, Phase.DONE)):
        State.objects.create(
            life_cycle=life_cycle,
            key=phase.value.replace("_", "-"),
            label=f"Zustand {phase.value}",
            label_en=f"state {phase.value}",
            phase=phase,
            order=order,
        )
    return life_cycle


def make_group(**fields: Any) -> ActivityGroup:
    number = next(NUMBERS)
    fields.setdefault("key", f"group-{number}")
    fields.setdefault("label", f"Gruppe {number}")
    return ActivityGroup.objects.create(**fields)


def make_kind(**fields: Any) -> ActivityKind:
    number = next(NUMBERS)
    fields.setdefault("key", f"kind-{number}")
    fields.setdefault("label", f"Stellungnahme {number}")
    fields.setdefault("label_plural", f"Stellungnahmen {number}")
    fields.setdefault("label_en", f"statement {number}")
    fields.setdefault("label_plural_en", f"statements {number}")
    fields.setdefault("article", "die")
    if "life_cycle" not in fields:
        fields["life_cycle"] = make_life_cycle()
    return ActivityKind.objects.create(**fields)


def make_activity(**fields: Any) -> Activity:
    """Make an activity; ``when`` is a text or a When, the state by default the last one."""
    number = next(NUMBERS)
    fields.setdefault("title", f"Aktivität {number}")
    fields.setdefault("key", f"activity-{number}")
    when = fields.pop("when", "12.9.2024")
    if isinstance(when, str):
        when = When.parse(when)
    programmes = fields.pop("programmes", [])
    occasions = fields.pop("occasions", [])
    if "body" not in fields:
        fields["body"] = make_body()
    if "kind" not in fields:
        fields["kind"] = make_kind()
    if "state" not in fields:
        fields["state"] = fields["kind"].life_cycle.states.order_by("-order").first()
    fields.setdefault("year", when.start.year if when.start else 2024)
    fields.setdefault("visibility", Visibility.COMMITTEE)
    fields.setdefault("search_text", fold_for_index(fields["title"]))
    activity = Activity(**fields)
    activity.when = when
    activity.save()
    activity.programmes.set(programmes)
    activity.occasions.set(occasions)
    return activity


def make_participation(
    activity: Activity, role: ParticipationRole = ParticipationRole.AUTHOR, **actor: Any
) -> Participation:
    """Let an organisation (a new one unless an actor is given) take part."""
    if not {"organisation", "office", "person", "name"} & set(actor):
        actor["organisation"] = make_organisation()
    return Participation.objects.create(activity=activity, role=role, **actor)
