"""What the pages of a sign-off share: loading it, and showing a round as a table."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.chronicle.views.loading import account_of
from einklang.core import clock
from einklang.papers.enums import SignOffState
from einklang.papers.errors import PaperError
from einklang.papers.models import Paper, SignOff, SignOffRound, Version
from einklang.papers.models.sign_off import SignOffQuerySet
from einklang.papers.operations.files import content_of
from einklang.papers.operations.sign_off_stakes import text_of
from einklang.papers.queries.sign_off import last_word_before
from einklang.papers.rendering.passages import ChangedRow, changed_rows, paragraph_texts
from einklang.papers.rendering.protocol_lines import silence_end_text
from einklang.papers.rendering.silence import working_days_left

TONES = {
    SignOffState.SIGNED: "success",
    SignOffState.TACIT: "success",
    SignOffState.CONDITION: "warning",
    SignOffState.RESERVATION: "warning",
    SignOffState.BROKEN: "warning",
    SignOffState.REFUSED: "danger",
    SignOffState.WITHDRAWN: "danger",
    SignOffState.LAPSED: "danger",
    SignOffState.REQUESTED: "info",
}


def paper_of(request: HttpRequest, paper_id: int) -> Paper:
    rows = Paper.objects.visible_to(account_of(request))
    return get_object_or_404(rows.select_related("activity__body", "lead"), pk=paper_id)


def round_of(request: HttpRequest, round_id: int) -> SignOffRound:
    rows = SignOffRound.objects.visible_to(account_of(request)).select_related(
        "paper__activity__body", "paper__lead", "version", "opened_by", "replaces__version"
    )
    return get_object_or_404(rows, pk=round_id)


def sign_off_of(request: HttpRequest, sign_off_id: int) -> SignOff:
    """Load what one association is asked; visible to whoever may know the paper."""
    known = SignOffRound.objects.visible_to(account_of(request))
    rows = SignOff.objects.filter(round__in=known)
    return get_object_or_404(with_round(rows), pk=sign_off_id)


def own_sign_off(request: HttpRequest, sign_off_id: int) -> SignOff:
    """Load what the visitor's own house is asked; to others there is none."""
    rows = SignOff.objects.of_houses(account_of(request))
    return get_object_or_404(with_round(rows), pk=sign_off_id)


def with_round(rows: SignOffQuerySet) -> SignOffQuerySet:
    return rows.select_related(
        "association",
        "carried_from__round",
        "round__version",
        "round__replaces",
        "round__paper__activity__body",
        "round__paper__lead",
    )


@dataclass(frozen=True)
class RoundRow:
    """One association in the table of a round."""

    sign_off: SignOff
    state: SignOffState
    tone: str
    since: datetime | None
    end: str
    left: str
    is_unproven: bool
    """Nothing proves that the request arrived: somebody should call."""


def round_row(sign_off: SignOff) -> RoundRow:
    now = clock.now()
    state = sign_off.state_at(now)
    is_running = state == SignOffState.REQUESTED and sign_off.due_at is not None
    tacit_since = sign_off.due_at if state == SignOffState.TACIT else None
    return RoundRow(
        sign_off=sign_off,
        state=state,
        tone=TONES.get(state, "neutral"),
        since=tacit_since or sign_off.answered_at or sign_off.spoke_at,
        end=silence_end_text(sign_off.due_at) if sign_off.due_at else "",
        left=days_left_text(sign_off) if is_running else "",
        is_unproven=state == SignOffState.REQUESTED and sign_off.delivered_at is None,
    )


def days_left_text(sign_off: SignOff) -> str:
    """Say in working days of the association how long its silence still runs."""
    if sign_off.due_at is None:
        return ""
    days = working_days_left(sign_off.due_at, sign_off.association.land)
    if days <= 0:
        return _("today")
    return ngettext("in %(days)d working day", "in %(days)d working days", days) % {"days": days}


def paragraphs_of(version: Version) -> tuple[str, ...]:
    """Return the paragraphs for the list to choose from; none where the file cannot be read."""
    try:
        return paragraph_texts(text_of(version))
    except PaperError:
        return ()


@dataclass(frozen=True)
class Since:
    """What has changed since the association last gave its word."""

    version: Version
    rows: tuple[ChangedRow, ...]


def changes_since(sign_off: SignOff) -> Since | None:
    last = last_word_before(sign_off)
    if last is None or last.sha256 == sign_off.round.version_sha256:
        return None
    try:
        return Since(last, changed_rows(text_of(last), text_of(sign_off.round.version)))
    except PaperError:
        return None


def text_file(version: Version) -> HttpResponse:
    """Hand over the very file that is signed, always as a download."""
    answer = HttpResponse(
        content_of(version.file),
        content_type=("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )
    name = f"version-{version.number}-{version.short_hash}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
