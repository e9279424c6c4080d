"""Letters of a paper: addressees, frame, preview, dispatch, replies."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from einklang.papers.enums import JobState, Stage, Way
from einklang.papers.errors import FileRefusedError, PaperError, RefusedError
from einklang.papers.forms.letters import AddresseeForm, DispatchForm, FrameForm, ReplyForm
from einklang.papers.models import Addressee, LetterBatch, Paper
from einklang.papers.operations import dispatch as outgoing
from einklang.papers.operations import letters as writing
from einklang.papers.queries.letters import addressees_of, frame_of, latest_batch
from einklang.papers.queries.publication import signed_version
from einklang.papers.rendering.letters import FORMS, letters_for, render_letter
from einklang.papers.rules.letters import kind_refusal, send_refusal, write_refusal
from einklang.papers.rules.papers import watch_refusal
from einklang.papers.views.loading import account_of, deny, paper_of


def letter_of(request: HttpRequest, paper_id: int) -> Paper:
    """Load a paper that is a letter, for those who take part in it."""
    paper = paper_of(request, paper_id)
    deny(watch_refusal(account_of(request), paper))
    if kind_refusal(paper) is not None:
        raise Http404
    return paper


def addressee_of(request: HttpRequest, paper_id: int, addressee_id: int) -> Addressee:
    """Load an addressee of a letter the visitor writes."""
    paper = letter_of(request, paper_id)
    deny(write_refusal(account_of(request), paper))
    row = get_object_or_404(Addressee, pk=addressee_id, paper=paper)
    row.paper = paper
    return row


def done(request: HttpRequest, act: Callable[[], Any], said: str) -> bool:
    """Do an act and say so; what stands in the way is said, too."""
    try:
        act()
    except RefusedError as error:
        raise PermissionDenied(str(error)) from error
    except PaperError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, said)
    return True


@login_required
@require_safe
def letters(request: HttpRequest, paper_id: int) -> HttpResponse:
    user, paper = account_of(request), letter_of(request, paper_id)
    rows = addressees_of(paper)
    may_write = write_refusal(user, paper) is None
    context = {
        "paper": paper,
        "addressees": rows,
        "frame": frame_of(paper),
        "may_write": may_write,
        "may_send": may_write and send_refusal(paper) is None,
        "send_refusal": send_refusal(paper),
        "batch": latest_batch(paper),
        "unmailed": sum(
            bool(row.email) and not any(one.way == Way.EMAIL for one in row.dispatches.all())
            for row in rows
        ),
        "forms": FORMS,
    }
    return render(request, "papers/letters.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def addressee_add(request: HttpRequest, paper_id: int) -> HttpResponse:
    user, paper = account_of(request), letter_of(request, paper_id)
    deny(write_refusal(user, paper))
    form = AddresseeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            row = writing.add_addressee(paper=paper, facts=form.facts(), by=user)
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            said = _("%(name)s is added. Salutation: “%(salutation)s” Please read it once more.")
            messages.success(request, said % {"name": row, "salutation": row.salutation})
            return redirect("papers:letters", paper.pk)
    return render(request, "papers/addressee_form.html", {"paper": paper, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def addressee_edit(request: HttpRequest, paper_id: int, addressee_id: int) -> HttpResponse:
    user, row = account_of(request), addressee_of(request, paper_id, addressee_id)
    form = AddresseeForm(request.POST or None, user=user, initial=AddresseeForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            writing.change_addressee(addressee=row, facts=form.facts(), by=user)
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The addressee is saved."))
            return redirect("papers:letters", row.paper_id)
    context = {"paper": row.paper, "addressee": row, "form": form}
    return render(request, "papers/addressee_form.html", context)


@login_required
@require_POST
def addressee_remove(request: HttpRequest, paper_id: int, addressee_id: int) -> HttpResponse:
    user, row = account_of(request), addressee_of(request, paper_id, addressee_id)
    done(
        request,
        lambda: writing.remove_addressee(addressee=row, by=user),
        _("The addressee is removed."),
    )
    return redirect("papers:letters", paper_id)


@login_required
@require_POST
def addressee_move(request: HttpRequest, paper_id: int, addressee_id: int) -> HttpResponse:
    user, row = account_of(request), addressee_of(request, paper_id, addressee_id)
    step = writing.UP if request.POST.get("step") == "up" else writing.DOWN
    done(
        request,
        lambda: writing.move_addressee(addressee=row, step=step, by=user),
        _("The order is changed."),
    )
    return redirect("papers:letters", paper_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_frame(request: HttpRequest, paper_id: int) -> HttpResponse:
    user, paper = account_of(request), letter_of(request, paper_id)
    deny(write_refusal(user, paper))
    form = FrameForm(request.POST or None, instance=frame_of(paper))
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        said = _("The frame is saved.")
        if done(request, lambda: writing.set_frame(paper=paper, facts=facts, by=user), said):
            return redirect("papers:letters", paper.pk)
    return render(request, "papers/letter_frame.html", {"paper": paper, "form": form})


@login_required
@require_safe
def letter_file(request: HttpRequest, paper_id: int, addressee_id: int, form: str) -> HttpResponse:
    """Hand out one letter; before the sign-off it is marked as a draft."""
    row = addressee_of(request, paper_id, addressee_id)
    paper = row.paper
    if form not in FORMS:
        raise Http404
    is_draft = paper.stage not in {Stage.AGREED, Stage.PUBLISHED}
    version = paper.versions.first() if is_draft else signed_version(paper)
    if version is None:
        messages.error(request, _("There is no text yet."))
        return redirect("papers:letters", paper_id)
    everybody = addressees_of(paper)
    number = 1 + next(at for at, one in enumerate(everybody) if one.pk == row.pk)
    try:
        made = render_letter(
            letters_for(paper, version, everybody, is_draft=is_draft), row, form, number
        )
    except FileRefusedError as error:
        messages.error(request, f"{error} {error.advice}")
        return redirect("papers:letters", paper_id)
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    return answer


@login_required
@require_POST
def letter_batch_order(request: HttpRequest, paper_id: int) -> HttpResponse:
    user, paper = account_of(request), letter_of(request, paper_id)
    said = _("The letters are being made. It takes a moment; this page shows when they are there.")
    done(request, lambda: outgoing.order_batch(paper=paper, by=user), said)
    return redirect("papers:letters", paper_id)


@login_required
@require_safe
def letter_batch_file(request: HttpRequest, paper_id: int, batch_id: int) -> FileResponse:
    paper = letter_of(request, paper_id)
    deny(write_refusal(account_of(request), paper))
    batch = get_object_or_404(LetterBatch, pk=batch_id, paper=paper, state=JobState.DONE)
    name = _("letters") + f"-{paper.pk}.zip"
    return FileResponse(batch.file.open("rb"), as_attachment=True, filename=name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch_log(request: HttpRequest, paper_id: int, addressee_id: int) -> HttpResponse:
    """Enter that a letter went out by hand."""
    user, row = account_of(request), addressee_of(request, paper_id, addressee_id)
    form = DispatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        act = lambda: outgoing.log_dispatch(  # noqa: E731 - one call with five words
            addressee=row, way=Way(found["way"]), sent_at=found["sent_at"], by=user,
            note=found["note"],
        )  # fmt: skip
        if done(request, act, _("The dispatch is entered.")):
            return redirect("papers:letters", paper_id)
    context = {"paper": row.paper, "addressee": row, "form": form}
    return render(request, "papers/dispatch_log.html", context)


@login_required
@require_POST
def letter_mail(request: HttpRequest, paper_id: int, addressee_id: int) -> HttpResponse:
    user, row = account_of(request), addressee_of(request, paper_id, addressee_id)
    done(
        request,
        lambda: outgoing.send_by_mail(addressee=row, by=user),
        _("The mail is on its way. The log shows when it is out."),
    )
    return redirect("papers:letters", paper_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter_mail_all(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Ask once, naming everybody, then order a mail to each who has none yet."""
    user, paper = account_of(request), letter_of(request, paper_id)
    deny(write_refusal(user, paper))
    rows = [
        row
        for row in addressees_of(paper)
        if row.email and not any(one.way == Way.EMAIL for one in row.dispatches.all())
    ]
    if request.method == "POST":
        ordered = 0
        for row in rows:
            try:
                outgoing.send_by_mail(addressee=row, by=user)
            except RefusedError as error:
                raise PermissionDenied(str(error)) from error
            except PaperError as error:
                messages.error(request, f"{row}: {error}")
            else:
                ordered += 1
        messages.success(request, _("%(count)d mails are on their way.") % {"count": ordered})
        return redirect("papers:letters", paper_id)
    context = {
        "paper": paper,
        "addressees": rows,
        "refusal": send_refusal(paper),
        "frame": frame_of(paper),
    }
    return render(request, "papers/letter_mail_all.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply_add(request: HttpRequest, paper_id: int, addressee_id: int) -> HttpResponse:
    user, row = account_of(request), addressee_of(request, paper_id, addressee_id)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        act = lambda: writing.record_reply(addressee=row, facts=facts, by=user)  # noqa: E731 - short
        if done(request, act, _("The reply is recorded.")):
            return redirect("papers:letters", paper_id)
    context = {"paper": row.paper, "addressee": row, "form": form}
    return render(request, "papers/reply_add.html", context)
