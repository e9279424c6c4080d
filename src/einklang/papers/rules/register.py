"""Whether a paper belongs in the Lobbyregister, and who says what about it.

The rule is the table ``ENDS``: LobbyRG as amended by the act of 15 January 2024. Whether an
association has to register at all is its own legal matter (§ 2 (2) no. 12) and decided by none
of this.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from einklang.federation.enums import Role
from einklang.federation.models import Organisation
from einklang.federation.rules import INSIDERS, Visitor, role_in
from einklang.papers.enums import RegisterResult, Stage
from einklang.papers.models import Paper, RegisterAssessment, RegisterUpload
from einklang.papers.models.houses import associations_in, speaks_officially
from einklang.papers.rules.papers import is_steering, steer_refusal, watch_refusal

PERSONAL = re.compile(
    r"@|\b(?:Frau|Herrn?|Mr|Mrs|Ms)\b|\b(?:Dr|Prof)\.|\bz\.\s?Hd?\.|\d{4,}[\s/-]\d",
    re.IGNORECASE,
)
"""Signs that a text names a person or a way to reach one."""


class Answers(NamedTuple):
    """What is known about a paper; None stands for a question that is still open."""

    is_federal: bool | None = None
    is_project: bool | None = None
    is_basic: bool | None = None
    is_published_in_procedure: bool | None = None


@dataclass(frozen=True)
class Verdict:
    """What follows, and why: one sentence in each language, with the paragraph it rests on."""

    result: RegisterResult
    reason: str
    reason_en: str
    source: str


ENDS: dict[tuple[str, bool], Verdict] = {
    ("is_federal", False): Verdict(
        RegisterResult.NO,
        "Das Papier geht weder an den Bundestag noch an die Bundesregierung; das Register erfasst"
        " nur die Interessenvertretung ihnen gegenüber.",
        "The paper goes neither to the Bundestag nor to the federal government; the register"
        " covers only interest representation towards them.",
        "§ 1 Abs. 1 LobbyRG",
    ),
    ("is_project", False): Verdict(
        RegisterResult.NO,
        "Das Papier betrifft kein Regelungsvorhaben; hochzuladen sind nur Stellungnahmen und"
        " Gutachten zu einem solchen.",
        "The paper concerns no regulatory project; only statements and expert opinions on one"
        " are uploaded.",
        "§ 3 Abs. 1 Nr. 5 Buchst. b LobbyRG",
    ),
    ("is_basic", False): Verdict(
        RegisterResult.NO,
        "Das Papier ist keine grundlegende schriftliche Stellungnahme; nur solche sind"
        " hochzuladen.",
        "The paper is no basic written statement; only such statements are uploaded.",
        "§ 3 Abs. 1 Nr. 5 Buchst. b LobbyRG",
    ),
    ("is_published_in_procedure", True): Verdict(
        RegisterResult.OPTIONAL,
        "Das Papier wird in einem formalisierten Beteiligungsverfahren veröffentlicht; die"
        " Pflicht entfällt, hochladen ist erlaubt.",
        "The paper is published in a formal procedure of participation; there is no duty, but"
        " uploading is allowed.",
        "§ 3 Abs. 1 Nr. 5 Buchst. b LobbyRG",
    ),
    ("is_published_in_procedure", False): Verdict(
        RegisterResult.UPLOAD,
        "Das Papier ist eine grundlegende Stellungnahme zu einem Regelungsvorhaben des Bundes und"
        " wird nicht in einem formalisierten Beteiligungsverfahren veröffentlicht; es ist bis"
        " Ende des Quartals hochzuladen.",
        "The paper is a basic statement on a federal regulatory project and is not published in"
        " a formal procedure of participation; it is to be uploaded by the end of the quarter.",
        "§ 3 Abs. 1 Nr. 5 Buchst. b, Abs. 3 Satz 1 LobbyRG",
    ),
}
"""The answers that decide; any other leads to the next question."""


def settled(answers: Answers) -> tuple[Answers, Verdict | None, str]:
    """Go through the questions in their order.

    Returns the answers that count (what comes after the decision does not), the verdict, and the
    question that is still open; one of the last two is empty.
    """
    counted: dict[str, bool] = {}
    for question in Answers._fields:
        answer = getattr(answers, question)
        if answer is None:
            return Answers(**counted), None, question
        counted[question] = answer
        if (question, answer) in ENDS:
            return Answers(**counted), ENDS[question, answer], ""
    raise AssertionError("The last question ends with both answers.")


def quarter_end(day: date) -> date:
    """Return the last day of the quarter (LobbyRG § 3 (3) sentence 1)."""
    month = 3 * ((day.month - 1) // 3) + 4
    following = date(day.year + month // 13, month % 12 if month > 12 else month, 1)  # noqa: PLR2004 - months of a year
    return following - timedelta(days=1)


def entries_refusal(user: Visitor, body: Organisation) -> str | None:
    """Show where the associations stand to the committee and to the associations themselves."""
    if role_in(user, body) in INSIDERS or associations_in(user, body.pk):
        return None
    return _("Only the committee and its associations may read this.")


def standing_refusal(user: Visitor, body: Organisation, association: Organisation) -> str | None:
    """Let an association speak for itself, or tell the secretariat what to write down."""
    if speaks_officially(user, body.pk, association.pk):
        return None
    if role_in(user, body) == Role.SECRETARIAT:
        return None
    return _("Only the association itself and the secretariat state where it stands.")


def assess_refusal(user: Visitor, paper: Paper) -> str | None:
    """Let the secretariat and the chair answer the helper, for every association alike."""
    if reason := steer_refusal(user, paper):
        return reason
    if paper.stage == Stage.DROPPED:
        return _("The paper was dropped.")
    return None


def package_refusal(
    user: Visitor, paper: Paper, assessment: RegisterAssessment | None
) -> str | None:
    """Give the package to those who take part, once the text is agreed."""
    if reason := watch_refusal(user, paper):
        return reason
    if assessment is None:
        return _("First answer whether the paper belongs in the register.")
    if assessment.result == RegisterResult.NO:
        return _("This paper is not uploaded, so there is no package.")
    if paper.stage not in {Stage.AGREED, Stage.PUBLISHED}:
        return _("The package is made from the agreed text; the paper is not that far.")
    return None


def entered_refusal(user: Visitor, upload: RegisterUpload) -> str | None:
    """Who has entered it says so: the association, or the secretariat and the chair for it."""
    body = upload.paper.activity.body
    if speaks_officially(user, body.pk, upload.association_id):
        return None
    if is_steering(user, upload.paper):
        return None
    return _("Only the association itself, the secretariat and the chair may do this.")


def recipient_refusal(text: str) -> str | None:
    """Recipients are named in the abstract (§ 3 (1) no. 5 b): offices, never people."""
    if PERSONAL.search(text):
        return _("“%s” looks like a person. Name the office only, such as a ministry.") % text
    return None
