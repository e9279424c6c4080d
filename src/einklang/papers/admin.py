"""The administration changes catalogues and rules; papers themselves it only shows.

What lies inside an association's room is not registered here at all: nobody but its own people
reads that, whoever runs the machine.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from einklang.papers.models import (
    Addressee,
    Call,
    Circulation,
    Consolidation,
    Consultation,
    DemandFate,
    DemandStage,
    DemandThread,
    Dispatch,
    Logo,
    Notice,
    Paper,
    PaperKind,
    PaperLink,
    Party,
    PlanStep,
    PlanTemplate,
    PlanTemplateStep,
    Publication,
    RegisterAssessment,
    RegisterEntry,
    RegisterUpload,
    Reply,
    SignOff,
    SignOffEntry,
    SignOffRound,
    SignOffRules,
    Version,
)


class ShownOnly:
    """Rows that come to be, change and go through their pages only."""

    def has_add_permission(self, _request: HttpRequest, _row: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _row: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _row: Any = None) -> bool:
        return False


@admin.register(PaperKind)
class PaperKindAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    list_display = ("kind", "has_addressees", "is_press", "order")
    list_select_related = ("kind",)
    search_fields = ("kind__label", "kind__key")
    autocomplete_fields = ("kind",)


class PlanTemplateStepInline(admin.TabularInline):  # type: ignore[type-arg]  # as above
    model = PlanTemplateStep
    extra = 0


@admin.register(PlanTemplate)
class PlanTemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("label", "pace", "body")
    list_select_related = ("body",)
    raw_id_fields = ("body",)
    inlines = (PlanTemplateStepInline,)


@admin.register(DemandStage)
class DemandStageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("label", "label_en", "procedure", "key", "order")
    list_filter = ("procedure",)


@admin.register(SignOffRules)
class SignOffRulesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("federation", "body", "paper", "quorum", "majority")
    list_select_related = ("federation", "body", "paper__activity")
    raw_id_fields = ("federation", "body", "paper")


@admin.register(Logo)
class LogoAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("organisation", "alt")
    list_select_related = ("organisation",)
    raw_id_fields = ("organisation",)


class PartyInline(ShownOnly, admin.TabularInline):  # type: ignore[type-arg]  # as above
    model = Party


class PlanStepInline(ShownOnly, admin.TabularInline):  # type: ignore[type-arg]  # as above
    model = PlanStep


@admin.register(Paper)
class PaperAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("activity", "kind", "stage", "lead", "deadline_at")
    list_select_related = ("activity", "kind__kind", "lead")
    list_filter = ("stage", "pace")
    search_fields = ("activity__title", "reference")
    inlines = (PartyInline, PlanStepInline)


@admin.register(Version)
class VersionAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    # The files are for those who take part, so they are not linked here.
    fields = ("paper", "number", "origin", "name", "size", "sha256", "note", "is_editorial",
              "author_name", "created_at")  # fmt: skip
    list_display = ("paper", "number", "origin", "author_name", "created_at")
    list_select_related = ("paper__activity",)
    search_fields = ("sha256", "paper__activity__title")


@admin.register(Call)
class CallAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    fields = ("paper", "association", "purpose", "called_at", "caller_name", "spoken_to")
    list_display = ("paper", "association", "purpose", "called_at", "caller_name")
    list_select_related = ("paper__activity", "association")


@admin.register(Circulation)
class CirculationAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("paper", "number", "opened_at", "closed_at")
    list_select_related = ("paper__activity",)


@admin.register(Consultation)
class ConsultationAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("circulation", "association", "mode", "deadline_at")
    list_select_related = ("circulation__paper__activity", "association")


@admin.register(Consolidation)
class ConsolidationAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    fields = ("circulation", "state")
    list_display = ("circulation", "state")
    list_select_related = ("circulation__paper__activity",)


@admin.register(SignOffRound)
class SignOffRoundAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("paper", "number", "mode", "opened_at", "closed_at")
    list_select_related = ("paper__activity",)


@admin.register(SignOff)
class SignOffAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("round", "association", "state", "due_at", "answered_at")
    list_select_related = ("round__paper__activity", "association")
    list_filter = ("state",)


@admin.register(SignOffEntry)
class SignOffEntryAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("sign_off", "kind", "at", "by_name")
    list_select_related = ("sign_off__association",)
    list_filter = ("kind",)


@admin.register(PaperLink)
class PaperLinkAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("scope", "association", "person_name", "expires_at", "revoked_at")
    list_select_related = ("association",)
    list_filter = ("scope",)


@admin.register(Publication)
class PublicationAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    exclude = ("tree",)
    list_display = ("title", "public_at", "released_at", "withdrawn_at")


@admin.register(Addressee)
class AddresseeAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("address", "paper", "is_copy")
    list_select_related = ("paper__activity",)


@admin.register(Dispatch, Reply)
class LetterTraceAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("__str__", "addressee")
    list_select_related = ("addressee",)


@admin.register(RegisterEntry)
class RegisterEntryAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("association", "standing", "number", "stated_at")
    list_select_related = ("association",)


@admin.register(RegisterAssessment)
class RegisterAssessmentAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("paper", "result", "project_number", "assessed_at")
    list_select_related = ("paper__activity",)


@admin.register(RegisterUpload)
class RegisterUploadAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("paper", "association", "due_on", "entered_on")
    list_select_related = ("paper__activity", "association")


@admin.register(DemandThread)
class DemandThreadAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("number", "text", "body", "procedure")
    list_select_related = ("body",)


@admin.register(DemandFate)
class DemandFateAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("thread", "stage", "fate", "source")
    list_select_related = ("thread", "stage")


@admin.register(Notice)
class NoticeAdmin(ShownOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    list_display = ("__str__",)
