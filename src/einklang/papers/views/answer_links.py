"""Links for deputies: made and withdrawn inside, opened by whoever holds them.

The address is the credential, so these pages need no session and no CSRF token; browsers send no
origin along from a page that forbids the referrer. Nothing of the house's room is shown.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.core import clock
from einklang.core.throttle import count_miss, too_many_misses
from einklang.papers.enums import AnswerKind, LinkScope
from einklang.papers.errors import FileRefusedError, PaperError
from einklang.papers.forms.circulation import LinkForm
from einklang.papers.forms.room import LinkFileForm, LinkNilForm, PassagesForm, kind_of
from einklang.papers.models import Consultation, PaperLink
from einklang.papers.operations.answer_links import (
    create_answer_link,
    note_opening,
    revoke_answer_link,
)
from einklang.papers.operations.answers import (
    NewAnswer,
    answered_sentence,
    too_late_sentence,
    write_answer,
)
from einklang.papers.operations.files import take_word_file
from einklang.papers.rendering.answers import Wishes, passages
from einklang.papers.rules.circulation import draft_refusal, link_bearer_refusal, link_refusal
from einklang.papers.views.answering import Counter, confirm_page, send_held
from einklang.papers.views.consultations import WITH_PAPER, draft_file, known_consultations, posted
from einklang.papers.views.loading import account_of, deny

GROUP = "papers.answer_link"
MANY = 60
"""Paragraphs that can be changed in one go."""

LinkView = Callable[[HttpRequest, PaperLink, Counter], HttpResponseBase]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link_new(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Make a link; it is shown this once, and mailed."""
    consultation = get_object_or_404(known_consultations(request), pk=consultation_id)
    deny(link_refusal(request.user, consultation))
    form = LinkForm(posted(request))
    context: dict[str, Any] = {
        "consultation": consultation,
        "paper": consultation.circulation.paper,
        "form": form,
        "refusal": draft_refusal(consultation),
    }
    if request.method == "POST" and form.is_valid():
        try:
            link, token = create_answer_link(
                consultation=consultation,
                person_name=form.cleaned_data["person_name"],
                email=form.cleaned_data["email"],
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            context["link"] = link
            context["url"] = settings.BASE_URL + reverse("papers:answer_by_link", args=[token])
    response = render(request, "papers/answer_link_new.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def answer_link_revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    rows = PaperLink.objects.filter(
        scope=LinkScope.ANSWER, consultation__in=known_consultations(request)
    )
    link = get_object_or_404(
        rows.select_related(*(f"consultation__{name}" for name in WITH_PAPER)), pk=link_id
    )
    consultation = consultation_of(link)
    deny(link_refusal(request.user, consultation))
    revoke_answer_link(link=link, by=account_of(request))
    messages.success(request, _("The link of %s opens nothing any more.") % link.person_name)
    return redirect("papers:answer_link_new", consultation.pk)


def behind_a_link(view: LinkView) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Open the link of a token, or say why it opens nothing; guesses are counted."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        response = answer_of(request, token)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    def answer_of(request: HttpRequest, token: str) -> HttpResponseBase:
        if too_many_misses(request, group=GROUP):
            return render(request, "429.html", status=429)
        link = find(token)
        if link is None:
            count_miss(request, group=GROUP)
            return closed_page(request, _("There is no such link."), 404)
        if link_bearer_refusal(request.user, link):
            reason = _("This link was made for another association. It opens nothing for you.")
            return closed_page(request, reason, 404)
        if shut := closed_reason(link):
            return closed_page(request, shut, 410)
        consultation = consultation_of(link)
        action = reverse("papers:answer_by_link", args=[token])
        return view(
            request,
            link,
            Counter(consultation, f"link:{link.pk}", "core/public_base.html", action, link),
        )

    return csrf_exempt(opened)


@behind_a_link
def answer_by_link(request: HttpRequest, link: PaperLink, counter: Counter) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponse(status=405)
    note_opening(link=link)
    act = request.POST.get("act", "")
    if act == "send":
        return send(request, counter)
    is_file, is_nil = act == "file", act == "nil"
    start = {"name": link.person_name}
    file_form = LinkFileForm(
        request.POST if is_file else None, request.FILES if is_file else None, initial=start
    )
    nil_form = LinkNilForm(request.POST if is_nil else None, prefix="nil", initial=start)
    advice = ""
    try:
        page = checked(request, counter, file_form, nil_form)
    except FileRefusedError as error:
        file_form.add_error("file", str(error))
        advice = error.advice
    else:
        if page is not None:
            return page
    context = {
        **counter.facts,
        "file_form": file_form,
        "nil_form": nil_form,
        "advice": advice,
        "passages": passages(counter.consultation.circulation.version),
    }
    return render(request, "papers/answer_by_link.html", context)


@behind_a_link
@require_safe
def answer_by_link_draft(
    request: HttpRequest,  # noqa: ARG001 - a view
    link: PaperLink,  # noqa: ARG001 - as above
    counter: Counter,
) -> HttpResponseBase:
    return draft_file(counter.consultation.circulation.version)


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link_passages(
    request: HttpRequest, link: PaperLink, counter: Counter
) -> HttpResponseBase:
    """Change and comment the paragraphs that ``?absatz=`` names, several if given."""
    wanted = set(request.GET.getlist("absatz"))
    known = passages(counter.consultation.circulation.version)
    chosen = [one for one in known if str(one.number) in wanted and one.is_editable][:MANY]
    if not chosen:
        return redirect(f"{counter.action}#absaetze")
    form = PassagesForm(
        posted(request),
        texts={one.number: one.text for one in chosen},
        initial={"name": link.person_name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return confirm_page(request, counter, *written(counter, form))
        except PaperError as error:
            form.add_error(None, str(error))
    return render(request, "papers/answer_by_link_passages.html", {**counter.facts, "form": form})


def written(counter: Counter, form: PassagesForm) -> tuple[NewAnswer, str]:
    """Return the answer made of changed paragraphs, and the sender's name.

    :raises PaperError: if nothing was changed, or a text does not fit its paragraph.
    """
    edits, comments = form.edits(), form.comments()
    if not edits and not comments:
        raise PaperError(_("No paragraph has been changed or commented yet."))
    name = form.cleaned_data["name"]
    file = write_answer(counter.consultation, Wishes(edits, comments), name, clock.now())
    return NewAnswer(kind_of(edits), file, form.cleaned_data["note"]), name


def checked(
    request: HttpRequest, counter: Counter, file_form: LinkFileForm, nil_form: LinkNilForm
) -> HttpResponse | None:
    """Return the page that shows what was found; None if the forms have to be shown.

    :raises FileRefusedError: if the file cannot be taken.
    """
    if file_form.is_bound and file_form.is_valid():
        data = file_form.cleaned_data
        answer = NewAnswer(AnswerKind.DOCX, take_word_file(data["file"]), data["note"])
        return confirm_page(request, counter, answer, data["name"])
    if nil_form.is_bound and nil_form.is_valid():
        data = nil_form.cleaned_data
        answer = NewAnswer(AnswerKind.NIL, note=data["note"])
        return confirm_page(request, counter, answer, data["name"])
    return None


def send(request: HttpRequest, counter: Counter) -> HttpResponse:
    try:
        answer = send_held(request, counter)
    except PaperError as error:
        return closed_page(request, str(error), 410)
    return render(request, "papers/answer_sent.html", {**counter.facts, "answer": answer})


def find(token: str) -> PaperLink | None:
    rows = PaperLink.objects.filter(scope=LinkScope.ANSWER).select_related(
        *(f"consultation__{name}" for name in WITH_PAPER)
    )
    # The hash is looked up by its index: no answer's duration tells how close a guess was.
    link: PaperLink | None = rows.matching(token).first()
    return link


def consultation_of(link: PaperLink) -> Consultation:
    """Return the consultation that a link of this scope always has (a constraint)."""
    if link.consultation is None:
        raise LookupError(link.pk)
    return link.consultation


def closed_reason(link: PaperLink) -> str | None:
    """Say why a real link opens nothing any more; only its holder reads this."""
    consultation = consultation_of(link)
    if link.revoked_at is not None:
        return _("This link has been withdrawn. Please ask %s for a new one.") % (
            link.created_by or consultation.association
        )
    if not consultation.circulation.is_open:
        return too_late_sentence(consultation.circulation)
    standing = consultation.answers.filter(withdrawn_at=None).first()
    if standing is not None:
        standing.consultation = consultation
        return answered_sentence(standing)
    if not link.is_open:
        return _("This link is too old. Please ask %s for a new one.") % (
            link.created_by or consultation.association
        )
    return None


def closed_page(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "papers/answer_link_closed.html", {"reason": reason}, status=status)
