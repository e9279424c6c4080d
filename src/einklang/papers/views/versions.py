"""Versions of a paper: hand in, start from the outline, read, download, compare."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.federation.models import Account
from einklang.papers.errors import FileRefusedError, PaperError, StaleError
from einklang.papers.forms.drafting import CompareForm, VersionForm
from einklang.papers.models import Paper, Version
from einklang.papers.operations.drafting import add_version, park, parked, start_from_template
from einklang.papers.operations.files import WordFile, take_word_file
from einklang.papers.queries.paper_page import default_pair
from einklang.papers.queries.versions import visible_versions
from einklang.papers.rendering.comparisons import compared, compared_docx, text_of
from einklang.papers.rules.opening import version_refusal
from einklang.papers.views.handing import handed_over
from einklang.papers.views.loading import account_of, deny, paper_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_add(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Take a new text; whatever goes wrong, a good file need not be chosen again."""
    account, paper = account_of(request), paper_of(request, paper_id)
    deny(version_refusal(account, paper))
    latest = paper.versions.first()
    form = VersionForm(
        request.POST or None,
        request.FILES or None,
        initial={"base_number": latest.number if latest else 0},
    )
    context: dict[str, object] = {"paper": paper, "form": form, "latest": latest}
    if request.method == "POST":
        form.is_valid()
        file = taken_file(form, paper, account, context)
        if file and not form.errors:
            version = saved_version(form, paper, file, account, context)
            if version:
                messages.success(request, _("Saved as version %s.") % version.number)
                return redirect(f"{paper.get_absolute_url()}#versionen")
        if file and "file" not in form.errors:
            keep_for_later(form, paper, file, account, context)
    return render(request, "papers/version_add.html", context)


def taken_file(
    form: VersionForm, paper: Paper, account: Account, context: dict[str, object]
) -> WordFile | None:
    """Return the file that was handed in, or the one that was kept; else say what is wrong."""
    upload, token = form.cleaned_data.get("file"), form.cleaned_data.get("kept")
    try:
        if upload:
            return take_word_file(upload)
        return parked(token=token, paper=paper, by=account) if token else None
    except FileRefusedError as error:
        form.add_error("file", str(error))
        context["advice"] = error.advice
        return None


def saved_version(
    form: VersionForm, paper: Paper, file: WordFile, account: Account, context: dict[str, object]
) -> Version | None:
    data = form.cleaned_data
    try:
        return add_version(
            paper=paper,
            file=file,
            note=data["note"],
            is_editorial=data["is_editorial"],
            base_number=data["base_number"],
            by=account,
        )
    except StaleError as error:
        context |= {"newer": error.current, "stale": str(error)}
    except PaperError as error:
        form.add_error("file", str(error))
    return None


def keep_for_later(
    form: VersionForm, paper: Paper, file: WordFile, account: Account, context: dict[str, object]
) -> None:
    """Let the form carry the file on, so that one more click is enough."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["kept"] = park(paper=paper, file=file, by=account)
    if isinstance(newer := context.get("newer"), Version):
        data["base_number"] = str(newer.number)
        context["next_number"] = newer.number + 1
    form.data = data
    context["kept_name"] = file.name


@login_required
@require_POST
def version_start(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Write the first version from the outline of the kind."""
    paper = paper_of(request, paper_id)
    try:
        start_from_template(paper=paper, by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Version 1 is there: download it and write on in Word."))
    return redirect(f"{paper.get_absolute_url()}#versionen")


@login_required
@require_safe
def version_detail(request: HttpRequest, paper_id: int, number: int) -> HttpResponse:
    """Show one version with its text, each paragraph under its citable number."""
    account, paper = account_of(request), paper_of(request, paper_id)
    versions = list(visible_versions(account, paper))
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Http404
    earlier = next((one for one in versions if one.number < number), None)
    context: dict[str, object] = {"paper": paper, "version": version, "earlier": earlier}
    try:
        context["paragraphs"] = text_of(version)
    except FileRefusedError as error:
        context |= {"refusal": str(error), "advice": error.advice}
    return render(request, "papers/version_detail.html", context)


@login_required
@require_safe
def version_download(request: HttpRequest, paper_id: int, number: int) -> FileResponse:
    version = readable_version(request, paper_id, number)
    return handed_over(version.file, download_name(version))


@login_required
@require_safe
def version_tracked(request: HttpRequest, paper_id: int, number: int) -> FileResponse:
    """Hand over what the consolidation recorded before it was decided."""
    version = readable_version(request, paper_id, number)
    if not version.tracked_file:
        raise Http404
    return handed_over(version.tracked_file, download_name(version, "-aenderungen"))


def readable_version(request: HttpRequest, paper_id: int, number: int) -> Version:
    paper = paper_of(request, paper_id)
    return get_object_or_404(visible_versions(account_of(request), paper), number=number)


def download_name(version: Version, suffix: str = "") -> str:
    """Return a name that says which version it is, whatever the file was called before."""
    stem = version.name.rpartition(".")[0] or version.name
    return f"{stem}-v{version.number}{suffix}.docx"


@login_required
@require_safe
def version_compare(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show what a later version has in another way than an earlier one."""
    account, paper = account_of(request), paper_of(request, paper_id)
    versions = list(visible_versions(account, paper))
    old, new, form = chosen_pair(request, versions)
    context: dict[str, object] = {"paper": paper, "form": form, "old": old, "new": new}
    if old and new:
        try:
            context["compared"] = compared(old, new, by=_("Version %s") % new.number)
        except FileRefusedError as error:
            context |= {"refusal": str(error), "advice": error.advice}
    return render(request, "papers/version_compare.html", context)


@login_required
@require_safe
def version_compare_docx(request: HttpRequest, paper_id: int) -> HttpResponse | FileResponse:
    """Hand over the earlier version with the differences as tracked changes."""
    account, paper = account_of(request), paper_of(request, paper_id)
    old, new, _form = chosen_pair(request, list(visible_versions(account, paper)))
    if old is None or new is None:
        raise Http404
    try:
        data = compared_docx(old, new, by=_("Version %s") % new.number)
    except FileRefusedError as error:
        messages.error(request, f"{error} {error.advice}")
        return redirect(paper)
    stem = download_name(old).removesuffix(".docx")
    return handed_over(ContentFile(data), f"{stem}-v{new.number}.docx")


def chosen_pair(
    request: HttpRequest, versions: list[Version]
) -> tuple[Version | None, Version | None, CompareForm]:
    """Return the two versions asked for, the earlier one first; else the two latest."""
    pair = default_pair(versions)
    asked = request.GET if "alt" in request.GET else None
    initial = {"alt": pair[0], "neu": pair[1]} if pair else {}
    form = CompareForm(asked, versions=versions, initial=initial)
    if asked is not None:
        pair = None
        if form.is_valid():
            chosen = form.cleaned_data
            pair = min(chosen["alt"], chosen["neu"]), max(chosen["alt"], chosen["neu"])
    if pair is None or pair[0] == pair[1]:
        return None, None, form
    known = {one.number: one for one in versions}
    return known[pair[0]], known[pair[1]], form
