"""The outline: adding, changing, moving, hiding and deleting sections."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.reports.errors import ReportError
from einklang.reports.forms import SectionForm
from einklang.reports.operations import outlining
from einklang.reports.views.frame import AuthedRequest, draft_of, refused, rights, section_of


@login_required
@require_safe
def report_outline(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    sections = report.sections.prefetch_related("kinds", "groups")
    context = {"report": report, "sections": sections, **rights(request, report)}
    return render(request, "reports/report_outline.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def section_new(request: AuthedRequest, report_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    form = SectionForm(request.POST or None, body=report.body)
    if request.method == "POST" and form.is_valid():
        try:
            outlining.add_section(report=report, draft=form.draft(), by=request.user)
        except ReportError as error:
            return refused(request, error, report)
        messages.success(request, _("The section is added."))
        return redirect("reports:report_outline", report.pk)
    return render(request, "reports/section_edit.html", {"form": form, "report": report})


@login_required
@require_http_methods(["GET", "POST"])
def section_edit(request: AuthedRequest, report_id: int, section_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    section = section_of(report, section_id)
    form = SectionForm(request.POST or None, instance=section, body=report.body)
    if request.method == "POST" and form.is_valid():
        try:
            outlining.change_section(section=section, draft=form.draft(), by=request.user)
        except ReportError as error:
            return refused(request, error, report)
        messages.success(request, _("The section is saved."))
        return redirect("reports:report_outline", report.pk)
    context = {"form": form, "report": report, "section": section}
    return render(request, "reports/section_edit.html", context)


@login_required
@require_POST
def section_move(request: AuthedRequest, report_id: int, section_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    section = section_of(report, section_id)
    step = -1 if request.POST.get("step") == "up" else 1
    try:
        outlining.move_section(section=section, step=step, by=request.user)
    except ReportError as error:
        return refused(request, error, report)
    return redirect("reports:report_outline", report.pk)


@login_required
@require_POST
def section_hide(request: AuthedRequest, report_id: int, section_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    section = section_of(report, section_id)
    is_hidden = request.POST.get("hidden") != "0"
    try:
        outlining.hide_section(section=section, is_hidden=is_hidden, by=request.user)
    except ReportError as error:
        return refused(request, error, report)
    return redirect("reports:report_outline", report.pk)


@login_required
@require_http_methods(["GET", "POST"])
def section_delete(request: AuthedRequest, report_id: int, section_id: int) -> HttpResponse:
    report = draft_of(request, report_id)
    section = section_of(report, section_id)
    if request.method == "POST":
        try:
            outlining.delete_section(section=section, by=request.user)
        except ReportError as error:
            return refused(request, error, report)
        messages.success(request, _("The section is deleted."))
        return redirect("reports:report_outline", report.pk)
    return render(request, "reports/section_delete.html", {"report": report, "section": section})
