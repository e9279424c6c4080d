"""The official answer from inside the house, its file, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.core import clock
from einklang.papers.enums import AnswerKind
from einklang.papers.errors import FileRefusedError, PaperError
from einklang.papers.forms.room import FileAnswerForm, NilForm
from einklang.papers.models import Answer, Consultation, Paper
from einklang.papers.operations.answers import (
    NewAnswer,
    draft_wishes,
    withdraw_answer,
    write_answer,
)
from einklang.papers.operations.files import take_word_file
from einklang.papers.operations.room import draft_state
from einklang.papers.rules.circulation import (
    answer_refusal,
    answer_sight_refusal,
    draft_refusal,
    withdrawal_refusal,
)
from einklang.papers.views.answering import Counter, confirm_page, send_held
from einklang.papers.views.consultations import room_or_404
from einklang.papers.views.handing import handed_over
from einklang.papers.views.loading import account_of, deny


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room_answer(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Choose how to answer, look at what was found, and send it: three steps of one page."""
    consultation = room_or_404(request, consultation_id)
    deny(answer_refusal(request.user, consultation))
    act = request.POST.get("act", "")
    if request.method == "POST" and act == "send":
        return send(request, consultation)
    is_file, is_nil = act == "file", act == "nil"
    file_form = FileAnswerForm(
        request.POST if is_file else None, request.FILES if is_file else None
    )
    nil_form = NilForm(request.POST if is_nil else None, prefix="nil")
    advice = ""
    refusal = draft_refusal(consultation)
    if request.method == "POST" and refusal is None:
        try:
            page = checked(request, consultation, file_form, nil_form)
        except FileRefusedError as error:
            file_form.add_error("file", str(error))
            advice = error.advice
        except PaperError as error:
            messages.error(request, str(error))
        else:
            if page is not None:
                return page
    wishes = draft_wishes(consultation)
    context = {
        **counter_of(request, consultation).facts,
        "file_form": file_form,
        "nil_form": nil_form,
        "advice": advice,
        "refusal": refusal,
        "changed": len(wishes.edits),
        "commented": len(wishes.comments),
    }
    return render(request, "papers/room_answer.html", context)


def checked(
    request: HttpRequest, consultation: Consultation, file_form: FileAnswerForm, nil_form: NilForm
) -> HttpResponse | None:
    """Return the page that shows what was found; None if the form has to be shown again.

    :raises PaperError: if the answer cannot be taken.
    """
    counter, name = counter_of(request, consultation), str(request.user)
    if file_form.is_bound and file_form.is_valid():
        file = take_word_file(file_form.cleaned_data["file"])
        answer = NewAnswer(AnswerKind.DOCX, file, file_form.cleaned_data["note"])
        return confirm_page(request, counter, answer, name)
    if nil_form.is_bound and nil_form.is_valid():
        answer = NewAnswer(AnswerKind.NIL, note=nil_form.cleaned_data["note"])
        return confirm_page(request, counter, answer, name)
    if request.POST.get("act") == "edits":
        seen = draft_state(consultation)
        wishes = draft_wishes(consultation)
        if not wishes.edits and not wishes.comments:
            raise PaperError(_("No paragraph has been changed or commented yet."))
        kind = AnswerKind.EDITS if wishes.edits else AnswerKind.COMMENTS
        file = write_answer(consultation, wishes, name, clock.now())
        form = NilForm(request.POST)
        if not form.is_valid():
            raise PaperError(" ".join(map(str, form.errors["note"])))
        answer = NewAnswer(kind, file, form.cleaned_data["note"], seen)
        return confirm_page(request, counter, answer, name)
    return None


def send(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    try:
        answer = send_held(request, counter_of(request, consultation))
    except PaperError as error:
        messages.error(request, str(error))
        return redirect("papers:room_answer", consultation.pk)
    if answer.is_late:
        messages.warning(request, _("Your answer is sent. It is marked as late."))
    else:
        messages.success(request, _("Your answer is sent. Thank you!"))
    return redirect(consultation)


def counter_of(request: HttpRequest, consultation: Consultation) -> Counter:
    return Counter(
        consultation,
        owner=f"account:{account_of(request).pk}",
        base="core/base.html",
        action=reverse("papers:room_answer", args=[consultation.pk]),
    )


@login_required
@require_safe
def answer_file(request: HttpRequest, answer_id: int) -> FileResponse:
    """Hand over a sent answer to those who may see it by now."""
    answer = known_answer(request, answer_id)
    if answer_sight_refusal(request.user, answer) or not answer.file:
        raise Http404
    return handed_over(answer.file, answer.name)


@login_required
@require_POST
def answer_withdraw(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = known_answer(request, answer_id)
    if answer_sight_refusal(request.user, answer):
        raise Http404
    deny(withdrawal_refusal(request.user, answer))
    try:
        withdraw_answer(answer=answer, by=account_of(request))
    except PaperError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The answer is taken back. A new one can be sent."))
    is_mine = answer_refusal(request.user, answer.consultation) is None
    return redirect(answer.consultation if is_mine else answer.consultation.circulation)


def known_answer(request: HttpRequest, answer_id: int) -> Answer:
    papers = Paper.objects.visible_to(account_of(request))
    rows = Answer.objects.filter(consultation__circulation__paper__in=papers).select_related(
        "consultation__association", "consultation__circulation__paper__activity__body",
        "consultation__circulation__paper__lead",
    )  # fmt: skip
    return get_object_or_404(rows, pk=answer_id)
