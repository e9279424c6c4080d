"""The package to upload, and the checklist of each association."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from einklang.papers.errors import FileRefusedError, PaperError
from einklang.papers.forms.register import AnonymiseForm
from einklang.papers.models import RegisterAssessment
from einklang.papers.operations.register_package import build_package, propose
from einklang.papers.rendering import register as rendering
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.rules.register import package_refusal
from einklang.papers.views.loading import account_of, deny, paper_of
from einklang.papers.views.register import ANCHOR


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show what seems to name a person, have it confirmed, then hand out the ZIP."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(watch_refusal(account, paper))
    try:
        source, findings = propose(paper=paper, by=account)
        form = AnonymiseForm(request.POST or None, findings=findings)
        if request.method == "POST" and form.is_valid():
            data = build_package(paper=paper, taken_out=form.texts(), by=account)
            return handed_over(data, "application/zip", f"lobbyregister-{paper.pk}.zip")
    except PaperError as error:
        advice = error.advice if isinstance(error, FileRefusedError) else ""
        messages.error(request, f"{error} {advice}".strip())
        return redirect(f"{paper.get_absolute_url()}{ANCHOR}")
    context = {"paper": paper, "form": form, "findings": findings, "losses": source.losses}
    return render(request, "papers/register_package.html", context)


@login_required
@require_safe
def checklist(request: HttpRequest, paper_id: int, association_id: int) -> HttpResponse:
    """Hand out what one association does by hand, as PDF or as text."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(watch_refusal(account, paper))
    assessment = RegisterAssessment.objects.filter(paper=paper).first()
    rows = rendering.checklists_of(paper)
    one = next((row for row in rows if row.association.pk == association_id), None)
    if assessment is None or one is None or package_refusal(account, paper, assessment):
        raise Http404
    stem = f"checkliste-{slugify(str(one.association)) or association_id}"
    if request.GET.get("form") == "txt":
        text = rendering.checklist_text(paper, assessment, one)
        return handed_over(text.encode(), "text/plain; charset=utf-8", f"{stem}.txt")
    data = rendering.checklist_pdf(paper, assessment, one)
    return handed_over(data, "application/pdf", f"{stem}.pdf")


def handed_over(data: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
