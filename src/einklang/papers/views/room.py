"""The room of a house: the draft with its comments, changes and contributions."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from einklang.core import clock
from einklang.papers.errors import FileRefusedError, PaperError, StaleError
from einklang.papers.forms.room import (
    ContributionForm,
    ParagraphForm,
    RemarkForm,
    line_feeds,
)
from einklang.papers.models import Consultation, DraftEdit, Remark
from einklang.papers.operations.answers import write_answer
from einklang.papers.operations.room import (
    ParagraphEdit,
    add_contribution,
    add_remark,
    save_edit,
)
from einklang.papers.queries.room import Room, room_of
from einklang.papers.rendering.answers import Passage, Wishes, passages
from einklang.papers.rendering.circulation import working_days_until
from einklang.papers.rules.circulation import (
    answer_refusal,
    closed_refusal,
    draft_refusal,
    link_refusal,
)
from einklang.papers.views.consultations import draft_file, posted, room_or_404
from einklang.papers.views.handing import handed_over
from einklang.papers.views.loading import account_of, deny


@dataclass(frozen=True)
class RoomRow:
    """A paragraph with what the house has to say about it."""

    passage: Passage
    edit: DraftEdit | None
    remarks: list[Remark]


@login_required
@require_safe
def room(request: HttpRequest, consultation_id: int) -> HttpResponse:
    consultation = room_or_404(request, consultation_id)
    inside = room_of(consultation)
    land = consultation.association.land
    context = {
        **frame_of(request, consultation),
        "room": inside,
        "rows": rows_of(consultation, inside),
        "remarks": inside.remarks.get(None, []),
        "days": working_days_until(
            land, clock.now(), timezone.localtime(consultation.deadline_at)
        ),
        "may_link": link_refusal(request.user, consultation) is None,
    }
    return render(request, "papers/room.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room_paragraph(request: HttpRequest, consultation_id: int, number: int) -> HttpResponse:
    """Change or comment one paragraph of the draft answer."""
    consultation = room_or_404(request, consultation_id)
    passage = passage_or_404(consultation, number)
    deny(answer_refusal(request.user, consultation) if request.method == "POST" else None)
    edit = consultation.draft_edits.filter(paragraph=number).first()
    form = paragraph_form(request, passage, edit)
    saved = other = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_paragraph(request, consultation, passage, form)
        except StaleError as error:
            other = error.current
            form = told_of_other(request, form, error)
        except PaperError as error:
            form.add_error("text", str(error))
    remarks = list(consultation.remark_set.filter(paragraph=number))
    context = {
        **frame_of(request, consultation),
        "passage": passage,
        "row": RoomRow(passage, saved or edit, remarks),
        "form": form,
        "other": other,
        "remark_form": RemarkForm(),
        "neighbours": neighbours(consultation, number),
    }
    if saved is not None:
        if not request.htmx:  # type: ignore[attr-defined]  # of django-htmx
            messages.success(request, _("Paragraph %s is saved in the draft answer.") % number)
            return redirect(f"{consultation.get_absolute_url()}#absatz-{number}")
        context["row"] = RoomRow(passage, saved if saved.says_something else None, remarks)
        return render(request, "papers/_room_paragraph.html", {**context, "is_saved": True})
    if request.htmx:  # type: ignore[attr-defined]  # as above
        return render(request, "papers/_room_paragraph_form.html", context)
    return render(request, "papers/room_paragraph.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room_remark(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Write a comment for the own house; ``?absatz=`` names the paragraph."""
    consultation = room_or_404(request, consultation_id)
    given = request.GET.get("absatz", "")
    number = int(given) if given.isdecimal() and len(given) < 7 else None  # noqa: PLR2004 - no draft has a million paragraphs
    passage = passage_or_404(consultation, number) if number is not None else None
    form = RemarkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            add_remark(
                consultation=consultation,
                paragraph=number,
                text=form.cleaned_data["text"],
                by=account_of(request),
            )
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your comment stands in the room."))
            place = f"absatz-{number}" if number is not None else "kommentare"
            return redirect(f"{consultation.get_absolute_url()}#{place}")
    context = {**frame_of(request, consultation), "form": form, "passage": passage}
    return render(request, "papers/room_remark.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_add(request: HttpRequest, consultation_id: int) -> HttpResponse:
    consultation = room_or_404(request, consultation_id)
    form = ContributionForm(posted(request), request.FILES or None)
    advice = ""
    if request.method == "POST" and form.is_valid():
        try:
            add_contribution(
                consultation=consultation,
                upload=form.cleaned_data["file"],
                note=form.cleaned_data["note"],
                by=account_of(request),
            )
        except FileRefusedError as error:
            form.add_error("file", str(error))
            advice = error.advice
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your contribution lies in the room."))
            return redirect(f"{consultation.get_absolute_url()}#beitraege")
    context = {**frame_of(request, consultation), "form": form, "advice": advice}
    return render(request, "papers/contribution_add.html", context)


@login_required
@require_safe
def contribution_file(
    request: HttpRequest, consultation_id: int, contribution_id: int
) -> FileResponse:
    consultation = room_or_404(request, consultation_id)
    contribution = get_object_or_404(consultation.subreturn_set.all(), pk=contribution_id)
    return handed_over(contribution.file, contribution.name)


@login_required
@require_safe
def room_draft(request: HttpRequest, consultation_id: int) -> FileResponse:
    """Hand over the draft that was sent to the house."""
    consultation = room_or_404(request, consultation_id)
    return draft_file(consultation.circulation.version)


def frame_of(request: HttpRequest, consultation: Consultation) -> dict[str, object]:
    """Return what every page of the room says: which paper, whose turn, what is possible."""
    return {
        "consultation": consultation,
        "circulation": consultation.circulation,
        "paper": consultation.circulation.paper,
        "is_speaker": answer_refusal(request.user, consultation) is None,
        "closed": closed_refusal(consultation.circulation),
        "frozen": draft_refusal(consultation),
    }


def rows_of(consultation: Consultation, inside: Room) -> list[RoomRow]:
    return [
        RoomRow(one, inside.edits.get(one.number), inside.remarks.get(one.number, []))
        for one in passages(consultation.circulation.version)
    ]


def passage_or_404(consultation: Consultation, number: int) -> Passage:
    for passage in passages(consultation.circulation.version):
        if passage.number == number:
            return passage
    raise Http404


def neighbours(consultation: Consultation, number: int) -> dict[str, str]:
    """Return the addresses of the paragraph before and the one after."""
    last = len(passages(consultation.circulation.version))
    near = {"before": number - 1, "after": number + 1}
    return {
        key: reverse("papers:room_paragraph", args=[consultation.pk, other])
        for key, other in near.items()
        if 1 <= other <= last
    }


def paragraph_form(
    request: HttpRequest, passage: Passage, edit: DraftEdit | None
) -> ParagraphForm:
    initial = {
        "text": edit.text if edit and edit.is_changed else passage.text,
        "comment": edit.comment if edit else "",
        "revision": edit.revision if edit else 0,
    }
    # Several paragraphs may be open in one room: their fields need names of their own.
    names = f"absatz-{passage.number}-%s"
    form = ParagraphForm(posted(request), initial=initial, auto_id=names)
    if request.htmx:  # type: ignore[attr-defined]  # of django-htmx
        form.fields["text"].widget.attrs["autofocus"] = True
    if not passage.is_editable:
        form.fields["text"].disabled = True
        form.fields["text"].help_text = _(
            "This paragraph consists of a picture or the like: you can comment it here, and"
            " change it in a Word file."
        )
    return form


def save_paragraph(
    request: HttpRequest, consultation: Consultation, passage: Passage, form: ParagraphForm
) -> DraftEdit:
    """Save what was written.

    :raises PaperError: if the text does not fit the paragraph, or somebody was faster.
    """
    text = line_feeds(form.cleaned_data["text"])
    is_changed = text != line_feeds(passage.text) and passage.is_editable
    comment = line_feeds(form.cleaned_data["comment"])
    name = str(request.user)
    if is_changed:
        # Written for trial: the engine says what does not fit while the text is at hand.
        write_answer(consultation, Wishes(edits={passage.number: text}), name, clock.now())
    edit = ParagraphEdit(passage.number, text, is_changed, comment, form.cleaned_data["revision"])
    return save_edit(consultation=consultation, edit=edit, by=account_of(request))


def told_of_other(request: HttpRequest, form: ParagraphForm, error: StaleError) -> ParagraphForm:
    """Keep what was written and let a second click put it in the place of the other's."""
    data = request.POST.copy()
    data["revision"] = str(error.current.revision if error.current else 0)
    again = ParagraphForm(data, auto_id=form.auto_id)
    again.fields = form.fields
    again.is_valid()
    again.add_error(None, str(error))
    return again
