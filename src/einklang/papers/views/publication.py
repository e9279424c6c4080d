"""Releasing a paper: preview, checks, embargo; the released files for insiders; taking it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from einklang.papers.errors import FileRefusedError, PaperError, RefusedError, StaleError
from einklang.papers.forms.publication import ContactForm, ReleaseForm, WithdrawForm
from einklang.papers.models import Paper, Publication
from einklang.papers.operations.publication import (
    Release,
    release,
    unsigned_refusal,
    withdraw_publication,
)
from einklang.papers.queries.publication import signed_version
from einklang.papers.rendering import publication as rendering
from einklang.papers.rendering.publication import (
    FORMS,
    Built,
    Rendered,
    build_document,
    draft_of,
    render_publication,
    unprintable,
)
from einklang.papers.rules.publication import (
    download_refusal,
    preview_refusal,
    release_refusal,
    release_stage_refusal,
    withdraw_refusal,
    withdraw_state_refusal,
)
from einklang.papers.views.loading import account_of, deny, paper_of

LONG_TITLE = 150
SHOWN_FORMS = ("pdf", "docx", "html", "txt")


@dataclass(frozen=True)
class Check:
    """One line of the list before the release."""

    text: str
    tone: str
    """success, warning or danger; danger stands in the way."""

    @property
    def spoken(self) -> str:
        return {"success": _("in order"), "warning": _("please look"), "danger": _("not yet")}[
            self.tone
        ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_release(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show what would go out, and let it go out."""
    user, paper = account_of(request), paper_of(request, paper_id)
    deny(preview_refusal(user, paper))
    if release_stage_refusal(paper) is not None:
        return redirect(paper)
    contact = str(request.POST.get("contact", request.GET.get("contact", "")))[:300].strip()
    built, problem = preview_of(paper, contact)
    may_release = release_refusal(user, paper) is None
    form = None
    if built is not None:
        initial = {"seen_sha256": built.text_sha256, "contact": contact}
        form = ReleaseForm(request.POST or None, has_losses=bool(built.losses), initial=initial)
        if request.method == "POST" and form.is_valid():
            if (answer := released(request, paper, form.wish())) is not None:
                return answer
            form = ReleaseForm(has_losses=bool(built.losses), initial=initial)
    context = {
        "paper": paper,
        "built": built,
        "problem": problem,
        "page": rendering.preview_of(draft_of(built.document)) if built else "",
        "form": form if may_release else None,
        "contact": contact,
        "contact_form": ContactForm(initial={"contact": contact}),
        "checks": checks_of(paper, built) if built else [],
        "forms": SHOWN_FORMS,
    }
    return render(request, "papers/release.html", context)


def preview_of(paper: Paper, contact: str) -> tuple[Built | None, FileRefusedError | None]:
    """Put the text together; an error says why that is not possible."""
    version = signed_version(paper)
    if version is None:
        return None, FileRefusedError(_("Nobody has signed this paper yet."))
    try:
        return build_document(paper, version, contact=contact), None
    except FileRefusedError as error:
        return None, error


def released(request: HttpRequest, paper: Paper, wish: Release) -> HttpResponse | None:
    """Release and say so; None when something stands in the way, which is said, too."""
    try:
        publication = release(paper=paper, wish=wish, by=account_of(request))
    except RefusedError as error:
        raise PermissionDenied(str(error)) from error
    except StaleError as error:
        messages.warning(request, str(error))
        current = error.current
        return redirect(paper) if isinstance(current, Paper) and not current.is_open else None
    except PaperError as error:
        messages.error(request, str(error))
        return None
    if publication.is_public:
        messages.success(request, _("The paper is public."))
    else:
        messages.success(request, _("The paper is released; it becomes public by itself."))
    return redirect(paper)


def checks_of(paper: Paper, built: Built) -> list[Check]:
    """List what was looked at before the release, good news too."""
    version = signed_version(paper)
    checks = []
    if version is not None:
        reason = unsigned_refusal(paper, version, built.signatures)
        said = _("Version %(number)d is signed, quorum and majority hold.")
        checks.append(
            Check(reason or said % {"number": version.number}, "danger" if reason else "success")
        )
    if built.losses:
        count = len(built.losses)
        lost = ngettext(
            "The Word file loses %(count)d thing when it is read. Please confirm it below.",
            "The Word file loses %(count)d things when it is read. Please confirm them below.",
            count,
        )
        checks.append(Check(lost % {"count": count}, "warning"))
    else:
        checks.append(Check(_("Everything in the Word file is taken over."), "success"))
    length = len(built.document.title)
    if length > LONG_TITLE:
        said = _("The title has %(count)d characters; search engines and messengers cut it off.")
        checks.append(Check(said % {"count": length}, "warning"))
    else:
        checks.append(Check(_("The title is short enough for previews."), "success"))
    missing = unprintable(built.document)
    if missing:
        said = _("The typeface lacks these characters; the PDF shows squares instead: %(signs)s")
        checks.append(Check(said % {"signs": " ".join(missing)}, "warning"))
    checks.append(Check(_("Logos have alternative texts, tables have headers."), "success"))
    return checks


@login_required
@require_safe
def release_preview_file(request: HttpRequest, paper_id: int, form: str) -> HttpResponse:
    """Hand out what would go out, marked as a draft."""
    user, paper = account_of(request), paper_of(request, paper_id)
    deny(preview_refusal(user, paper))
    if form not in SHOWN_FORMS or release_stage_refusal(paper) is not None:
        raise Http404
    contact = request.GET.get("contact", "")[:300].strip()
    built, problem = preview_of(paper, contact)
    if built is None:
        messages.error(request, str(problem))
        return redirect(paper)
    document = draft_of(built.document)
    return file_of(rendering.render(document, form, at=paper.activity.updated_at))


@login_required
@require_safe
def publication_download(request: HttpRequest, paper_id: int, form: str) -> HttpResponse:
    """Hand a released file to those who take part, under embargo or taken back as well."""
    user, paper = account_of(request), paper_of(request, paper_id)
    deny(download_refusal(user, paper))
    publication = get_object_or_404(Publication, paper=paper)
    if form not in FORMS:
        raise Http404
    return file_of(render_publication(publication, form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publication_withdraw(request: HttpRequest, paper_id: int) -> HttpResponse:
    user, paper = account_of(request), paper_of(request, paper_id)
    publication = get_object_or_404(Publication.objects.defer("tree", "search_text"), paper=paper)
    publication.paper = paper
    deny(withdraw_refusal(user, publication))
    if withdraw_state_refusal(publication) is not None:
        return redirect(paper)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_publication(
                publication=publication, reason=form.cleaned_data["reason"], by=user
            )
        except PaperError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The paper is taken back."))
        return redirect(paper)
    context = {"paper": paper, "publication": publication, "form": form}
    return render(request, "papers/publication_withdraw.html", context)


def file_of(rendered: Rendered) -> HttpResponse:
    answer = HttpResponse(rendered.data, content_type=rendered.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{rendered.filename}"'
    return answer
