"""How far an account sees: everybody with access reads names, colleagues read people too."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from einklang.federation.enums import Role

COLLEAGUES = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.MEMBER, Role.ASSOCIATION_STAFF})


def roles_of(user: AbstractBaseUser | AnonymousUser) -> dict[int, Role]:
    """Return the account's role for each committee, asked once for each loaded account."""
    if not user.is_authenticated or not user.is_active:
        return {}
    cache: dict[int, Role] | None = user.__dict__.get("_roles")
    if cache is None:
        rows = user.accesses.all()  # type: ignore[attr-defined]  # our account model has them
        cache = user.__dict__["_roles"] = {row.body_id: Role(row.role) for row in rows}
    return cache


def is_operator(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.is_active and bool(getattr(user, "is_superuser", False))


def sees_names(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Names of organisations and what is printed about them anyway."""
    return is_operator(user) or bool(roles_of(user))


def sees_people(user: AbstractBaseUser | AnonymousUser) -> bool:
    """People, their memberships and mandates, notes."""
    return is_operator(user) or not COLLEAGUES.isdisjoint(roles_of(user).values())
