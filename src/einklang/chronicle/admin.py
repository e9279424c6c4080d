"""The administration shows the chronicle; catalogues are changed here, records on their pages."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm

from einklang.chronicle.models import (
    Activity,
    ActivityGroup,
    ActivityKind,
    LifeCycle,
    Occasion,
    Participation,
    SentencePattern,
    Series,
    State,
)
from einklang.chronicle.sentences import PatternError, check_pattern


class StateInline(admin.TabularInline):  # type: ignore[type-arg]  # no generic at run time
    model = State
    extra = 0


@admin.register(LifeCycle)
class LifeCycleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("label", "key", "body", "order")
    list_select_related = ("body",)
    search_fields = ("label", "key")
    inlines = (StateInline,)


@admin.register(ActivityGroup)
class ActivityGroupAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("label", "label_en", "key", "body", "order")
    list_select_related = ("body",)
    search_fields = ("label", "key")


@admin.register(ActivityKind)
class ActivityKindAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("label", "label_en", "group", "life_cycle", "expects", "is_publication")
    list_select_related = ("group", "life_cycle")
    list_filter = ("group", "is_publication")
    search_fields = ("label", "key", "label_en")


class PatternForm(ModelForm):  # type: ignore[type-arg]  # as above
    class Meta:
        model = SentencePattern
        fields = ("body", "kind", "phase", "is_group", "text", "text_en")

    def clean_text(self) -> str:
        return self.checked("text")

    def clean_text_en(self) -> str:
        return self.checked("text_en")

    def checked(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        try:
            check_pattern(text, is_group=bool(self.cleaned_data.get("is_group")))
        except PatternError as error:
            raise ValidationError(str(error), code="pattern") from error
        return text


@admin.register(SentencePattern)
class SentencePatternAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    form = PatternForm
    list_display = ("text", "kind", "phase", "is_group", "body")
    list_select_related = ("kind", "body")
    list_filter = ("phase", "is_group")
    search_fields = ("text", "text_en", "kind__label")
    autocomplete_fields = ("kind",)


@admin.register(Occasion)
class OccasionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("label", "kind", "phrase", "phrase_en")
    list_filter = ("kind",)
    search_fields = ("label", "key")
    raw_id_fields = ("organisation",)


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("title", "title_en", "key")
    search_fields = ("title", "key")


class ParticipationInline(admin.TabularInline):  # type: ignore[type-arg]  # as above
    model = Participation
    extra = 0
    raw_id_fields = ("organisation", "office", "person", "mandate", "affiliations")


@admin.register(Activity)
class ActivityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("title", "kind", "state", "year", "visibility", "body")
    list_select_related = ("kind", "state", "body")
    list_filter = ("year", "visibility", "state__phase")
    search_fields = ("title", "key", "title_en")
    raw_id_fields = ("body", "series")
    autocomplete_fields = ("kind", "occasions")
    inlines = (ParticipationInline,)
