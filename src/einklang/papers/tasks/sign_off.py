"""Jobs of the sign-off. Each is safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from einklang.core import clock, jobs
from einklang.papers.models import SignOffEntry, SignOffRound
from einklang.papers.operations import silence
from einklang.papers.operations.sign_off_links import Recipient
from einklang.papers.operations.sign_off_mails import (
    Letter,
    first_letters,
    letters_for,
    send_letter,
    sign_off_to_tell,
)

FEW_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="papers.send_sign_off_requests", retry=FEW_TIMES)
def send_requests(round_id: int) -> None:
    """Order a mail for everybody who is asked, or informed, in a new round."""
    current = SignOffRound.objects.filter(pk=round_id, closed_at=None).first()
    if current is None:
        return
    for pk in current.sign_offs.values_list("pk", flat=True):
        sign_off = sign_off_to_tell(pk)
        if sign_off is not None:
            for letter in first_letters(sign_off):
                order(letter)


@app.task(name="papers.send_second_notice", retry=FEW_TIMES)
def send_second_notice(sign_off_id: int) -> None:
    """Order the second notice for everybody who can still break the silence."""
    _order_all(sign_off_id, "second_notice")


@app.task(name="papers.send_sign_off_reminder", retry=FEW_TIMES)
def send_reminder(sign_off_id: int) -> None:
    """Remind an association once a day at most."""
    _order_all(sign_off_id, "reminder", clock.today().isoformat())


@app.task(name="papers.mail_late_refusal", retry=FEW_TIMES)
def mail_late_refusal(entry_id: int) -> None:
    """Tell an association that its word came too late, and what it can do."""
    entry = SignOffEntry.objects.filter(pk=entry_id).first()
    if entry is not None:
        _order_all(entry.sign_off_id, "late", str(entry.pk))


@app.task(name="papers.mail_sign_off", retry=FEW_TIMES)
def mail_sign_off(
    *, sign_off_id: int, what: str, email: str, person: str, language: str, mark: str = ""
) -> None:
    send_letter(Letter(sign_off_id, what, Recipient(email, person, language), mark))


@app.periodic(cron="*/5 * * * *")
@app.task(name="papers.settle_silence", queueing_lock="papers.settle_silence")
def settle_silence(timestamp: int) -> None:  # noqa: ARG001 - the queue passes the time
    """Write down silences that have run out, and remind of those about to."""
    silence.settle_silences()
    silence.send_second_notices()


def order(letter: Letter) -> None:
    """Queue one mail for itself, so that a bad address keeps no other mail back."""
    jobs.enqueue(
        "papers.mail_sign_off",
        sign_off_id=letter.sign_off_id,
        what=letter.what,
        email=letter.to.email,
        person=letter.to.name,
        language=letter.to.language,
        mark=letter.mark,
    )


def _order_all(sign_off_id: int, what: str, mark: str = "") -> None:
    sign_off = sign_off_to_tell(sign_off_id)
    if sign_off is not None:
        for letter in letters_for(sign_off, what, mark):
            order(letter)
