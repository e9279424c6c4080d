from typing import Any

from django.contrib import admin
from django.db.models import URLField

from einklang.programmes.models import Figure, Indicator, Programme, ProgrammeCarrier, Source

HTTPS: dict[Any, dict[str, Any]] = {URLField: {"assume_scheme": "https"}}


class CarrierInline(admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    model = ProgrammeCarrier
    autocomplete_fields = ("organisation",)
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    formfield_overrides = HTTPS
    list_display = ("name", "short_name", "parent", "funder")
    list_select_related = ("parent", "funder")
    search_fields = ("name", "short_name", "key")
    autocomplete_fields = ("parent", "funder", "granting_authority")
    inlines = (CarrierInline,)


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    formfield_overrides = HTTPS
    search_fields = ("title", "publisher", "reference", "key")
    list_display = ("title", "publisher", "reference")


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("label", "key", "is_budget", "order")
    search_fields = ("label", "key")


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("programme", "indicator", "year", "kind", "value", "unit", "source")
    list_filter = ("programme", "indicator", "kind")
    list_select_related = ("programme", "indicator", "source")
    search_fields = ("key", "programme__name", "note")
    autocomplete_fields = ("programme", "indicator", "source")
