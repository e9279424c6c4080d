from typing import Any

from django.contrib import admin
from django.db.models import URLField
from django.http import HttpRequest

from einklang.federation.models import (
    Access,
    Account,
    Affiliation,
    LeadTerm,
    Mandate,
    Membership,
    Office,
    OfficeTerm,
    Organisation,
    OrganisationName,
    Person,
)

HTTPS: dict[Any, dict[str, Any]] = {URLField: {"assume_scheme": "https"}}


class NameInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = OrganisationName
    extra = 0


class AffiliationInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = Affiliation
    fk_name = "organisation"
    autocomplete_fields = ("parent",)
    extra = 0


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = Membership
    autocomplete_fields = ("organisation", "on_behalf_of")
    extra = 0


class MandateInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = Mandate
    autocomplete_fields = ("parliament", "group", "committees")
    extra = 0


class OfficeTermInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = OfficeTerm
    autocomplete_fields = ("person",)
    extra = 0


class AccessInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = Access
    autocomplete_fields = ("body", "organisation")
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    formfield_overrides = HTTPS
    list_display = ("name", "short_name", "kind", "land")
    list_filter = ("kind", "land")
    search_fields = ("name", "short_name", "key")
    inlines = (NameInline, AffiliationInline)


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    search_fields = ("family_name", "given_name", "key")
    inlines = (MembershipInline, MandateInline)


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("name", "key")
    autocomplete_fields = ("organisation",)
    inlines = (OfficeTermInline,)


@admin.register(LeadTerm)
class LeadTermAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("federation", "association", "since", "until")
    list_select_related = ("federation", "association")
    autocomplete_fields = ("federation", "association")


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Operators see accounts and block them; people come in by invitation only."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "person", "language", "is_active", "is_staff", "last_login")
    readonly_fields = ("last_login",)
    autocomplete_fields = ("person",)
    inlines = (AccessInline,)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:  # noqa: ARG002 - the admin's signature
        return False
