"""Letters go out: entered by hand, or as a mail with the PDF; archives of all copies."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs, mail
from einklang.federation.models import Account
from einklang.papers.enums import JobState, Stage, Way
from einklang.papers.errors import FileRefusedError, PaperError, StaleError
from einklang.papers.models import Addressee, Dispatch, LetterBatch, Paper
from einklang.papers.operations.acts import fit
from einklang.papers.operations.files import keep
from einklang.papers.operations.letters import own_row, writable
from einklang.papers.operations.mailing import is_final
from einklang.papers.operations.publication import unsigned_refusal
from einklang.papers.queries.letters import addressees_of
from einklang.papers.queries.publication import signed_version
from einklang.papers.queries.sign_off import signatures
from einklang.papers.rendering.letters import Letters, archive_of, letters_for, render_letter
from einklang.papers.rules.letters import send_refusal


def log_dispatch(
    *, addressee: Addressee, way: Way, sent_at: datetime, by: Account, note: str = ""
) -> Dispatch:
    """Enter that a letter went out by post, by fax, by hand or through a portal.

    :raises PaperError: if the text is not agreed, the moment lies ahead, or it goes by mail.
    """
    if way == Way.EMAIL:
        raise PaperError(_("Mails are sent from here; they are entered by themselves."))
    if sent_at > clock.now():
        raise PaperError(_("This moment lies ahead. Enter the letter when it has gone out."))
    with transaction.atomic(), audit.acting(by, "papers.letter.dispatched"):
        current = writable(addressee.paper, by)
        fit(send_refusal(current))
        row = Dispatch.objects.create(
            addressee=own_row(addressee), way=way, sent_at=sent_at, sent_by=by,
            note=note.strip()[:300],
        )  # fmt: skip
        audit.record("papers.letter.dispatched", by=by, paper=current.pk, dispatch=row.pk)
    return row


def send_by_mail(*, addressee: Addressee, by: Account) -> Dispatch:
    """Order the mail to one addressee; after a failure it is tried again under the same id.

    :raises StaleError: if the mail is out or on its way already.
    :raises PaperError: if there is no address, or the text is not agreed.
    """
    with transaction.atomic(), audit.acting(by, "papers.letter.mail_ordered"):
        current = writable(addressee.paper, by)
        fit(text_refusal(current))
        row = own_row(addressee)
        if not row.email:
            raise PaperError(_("There is no e-mail address for this addressee yet."))
        known = Dispatch.objects.select_for_update().filter(addressee=row, way=Way.EMAIL).first()
        if known is not None and not known.has_failed:
            raise StaleError(_("The mail to this addressee is out or on its way."), known)
        dispatch = known or Dispatch(
            addressee=row, way=Way.EMAIL, message_id=mail.new_message_id()
        )
        dispatch.error, dispatch.sent_by = "", by
        try:
            dispatch.save()
        except IntegrityError as error:
            raise StaleError(_("The mail to this addressee is out or on its way.")) from error
        audit.record("papers.letter.mail_ordered", by=by, paper=current.pk, dispatch=dispatch.pk)
        # Same transaction: a rollback also takes the job back.
        jobs.enqueue("papers.send_letter", dispatch_id=dispatch.pk)
    return dispatch


def text_refusal(paper: Paper) -> str | None:
    """Say why the letter does not go out (any more): a newer text, or a sign-off withdrawn."""
    if reason := send_refusal(paper):
        return reason
    version = signed_version(paper)
    if paper.stage != Stage.AGREED or version is None:
        return None
    return unsigned_refusal(paper, version, signatures(paper))


def deliver_letter(dispatch_id: int) -> bool:
    """Send the mail of one dispatch once; return whether it went out now.

    Locked while it is sent, and always under the same Message-ID: a job that dies after the
    server took the mail makes no second letter of it.

    :raises OSError: if the server cannot be reached or is busy; the job tries again.
    """
    problem: OSError | None = None
    with transaction.atomic(), audit.acting(None, "papers.letter.mailed"):
        rows = Dispatch.objects.select_for_update(of=("self",)).select_related(
            "addressee__paper__activity__body", "addressee__paper__lead",
            "addressee__paper__kind__kind", "sent_by",
        )  # fmt: skip
        row = rows.filter(pk=dispatch_id, way=Way.EMAIL).first()
        if row is None or row.sent_at is not None:
            return False
        try:
            post(row)
        except FileRefusedError as error:
            row.error = f"{error} {error.advice}".strip()[:300]
        except OSError as error:
            problem = None if is_final(error) else error
            row.error = (str(error) or type(error).__name__)[:300]
        else:
            row.sent_at, row.error = clock.now(), ""
        row.save(update_fields=["sent_at", "error"])
    if problem is not None:
        raise problem
    return row.sent_at is not None


def post(dispatch: Dispatch) -> None:
    addressee = dispatch.addressee
    paper = addressee.paper
    everybody = addressees_of(paper)
    letters = agreed_letters(paper, everybody)
    number = 1 + next(at for at, one in enumerate(everybody) if one.pk == addressee.pk)
    made = render_letter(letters, addressee, "pdf", number)
    mail.send(
        to=addressee.email,
        template="papers/mail/letter",
        language="de",
        context={
            "paper": paper,
            "addressee": addressee,
            "text": letters.frame.mail_text.strip(),
            "frame": letters.frame,
            "publisher": letters.document.publisher,
            "signatories": letters.signatories,
        },
        attachments=[mail.Attachment(made.filename, made.media_type, made.data)],
        reply_to=letters.frame.reply_to,
        # A person has ordered this letter: it is no automatic answer.
        headers={"Message-ID": dispatch.message_id, "Auto-Submitted": "no"},
    )


def agreed_letters(paper: Paper, addressees: list[Addressee]) -> Letters:
    """Read the letter as it was signed.

    :raises FileRefusedError: if it was not, or what was agreed holds no more.
    """
    version = signed_version(paper)
    if version is None:
        raise FileRefusedError(_("Nobody has signed this letter yet."))
    if reason := text_refusal(paper):
        raise FileRefusedError(reason)
    return letters_for(paper, version, addressees)


def order_batch(*, paper: Paper, by: Account) -> LetterBatch:
    """Order an archive with all copies; one that is being made is waited for.

    :raises PaperError: if there is no addressee, or the text is not agreed.
    """
    with transaction.atomic(), audit.acting(by, "papers.letter_batch.ordered"):
        current = writable(paper, by)
        fit(text_refusal(current))
        if not Addressee.objects.filter(paper=current).exists():
            raise PaperError(_("There is no addressee yet."))
        known = LetterBatch.objects.filter(
            paper=current, state__in=(JobState.WAITING, JobState.RUNNING)
        ).first()
        if known is not None:
            return known
        batch = LetterBatch.objects.create(paper=current, asked_by=by)
        audit.record("papers.letter_batch.ordered", by=by, paper=current.pk, batch=batch.pk)
        jobs.enqueue("papers.merge_letters", batch_id=batch.pk)
    return batch


def give_up_batch(batch_id: int) -> None:
    """Say that something went wrong that nobody foresaw, so that it can be ordered anew."""
    with translation.override("de"):
        said = _("Something went wrong here. Please try again.")
    rows = LetterBatch.objects.filter(pk=batch_id, state__in=(JobState.WAITING, JobState.RUNNING))
    rows.update(state=JobState.FAILED, error=said, done_at=clock.now())


def make_batch(batch_id: int) -> None:
    """Write the archive; a second run changes nothing."""
    open_states = (JobState.WAITING, JobState.RUNNING)
    claimed = LetterBatch.objects.filter(pk=batch_id, state__in=open_states)
    if not claimed.update(state=JobState.RUNNING):
        return
    batch = LetterBatch.objects.select_related(
        "paper__activity__body", "paper__lead", "paper__kind__kind"
    ).get(pk=batch_id)
    addressees = addressees_of(batch.paper)
    try:
        data = archive_of(agreed_letters(batch.paper, addressees), addressees)
    except FileRefusedError as error:
        said = f"{error} {error.advice}".strip()[:300]
        claimed.update(state=JobState.FAILED, error=said, done_at=clock.now())
        return
    with transaction.atomic():
        claimed.update(
            state=JobState.DONE,
            file=keep(data, ending="zip"),
            count=len(addressees),
            error="",
            done_at=clock.now(),
        )
