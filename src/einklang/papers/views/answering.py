"""What the room and the page behind a link share: check an answer, confirm it, send it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from einklang.papers.enums import AnswerKind
from einklang.papers.forms.room import SendingForm
from einklang.papers.models import Answer, Consultation, PaperLink
from einklang.papers.operations.answers import NewAnswer, Sender, send_answer
from einklang.papers.operations.held import held, hold
from einklang.papers.rendering.answers import Findings, findings


@dataclass(frozen=True)
class Counter:
    """Where an answer is handed in, and by whom."""

    consultation: Consultation
    owner: str
    """Whoever checked it, and nobody else, can send it."""
    base: str
    """The template the page stands in."""
    action: str
    """Where the forms go."""
    link: PaperLink | None = None

    @property
    def facts(self) -> dict[str, Any]:
        circulation = self.consultation.circulation
        return {
            "consultation": self.consultation,
            "circulation": circulation,
            "paper": circulation.paper,
            "base": self.base,
            "action": self.action,
            "link": self.link,
        }


def found_in(counter: Counter, answer: NewAnswer) -> Findings | None:
    """Read the file of an answer against the version it answers to.

    :raises FileRefusedError: if it cannot be taken.
    """
    if answer.file is None:
        return None
    version = counter.consultation.circulation.version
    earlier = version.paper.versions.filter(number__lt=version.number)
    return findings(
        version,
        association=str(counter.consultation.association),
        data=answer.file.data,
        name=answer.file.name,
        earlier=list(earlier),
    )


def confirm_page(
    request: HttpRequest, counter: Counter, answer: NewAnswer, name: str
) -> HttpResponse:
    """Show what was found and hold the answer until it is confirmed.

    :raises FileRefusedError: if its file cannot be taken.
    """
    found = found_in(counter, answer)
    text = hold(consultation=counter.consultation, answer=answer, owner=counter.owner, name=name)
    context = {
        **counter.facts,
        "answer": answer,
        "kind": AnswerKind(answer.kind).label,
        "sender_name": name,
        "findings": found,
        "form": SendingForm(initial={"held": text}),
    }
    return render(request, "papers/answer_confirm.html", context)


def send_held(request: HttpRequest, counter: Counter) -> Answer:
    """Send what was confirmed.

    :raises PaperError: if that is not possible any more; the message says why.
    """
    form = SendingForm(request.POST)
    text = form.cleaned_data["held"] if form.is_valid() else ""
    answer, name = held(consultation=counter.consultation, text=text, owner=counter.owner)
    account = None if counter.link else request.user
    sender = Sender(account, name, counter.link)  # type: ignore[arg-type]  # signed in: the view requires it
    return send_answer(consultation=counter.consultation, answer=answer, sender=sender)
