"""The steps of a paper as its record in the chronicle tells them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.chronicle.models import Activity
from einklang.chronicle.queries.trail import Step, Trail
from einklang.federation.rules import Visitor
from einklang.papers.models import Answer, Consolidation, Dispatch, Paper, Publication
from einklang.papers.queries.versions import visible_versions


def paper_trail(user: Visitor, activity: Activity) -> Trail | None:
    """Tell what happened to the activity's paper, if it is one; a fixed number of queries.

    What is inside the houses, and who signed how, stands on the paper's own pages; of versions
    that were not sent out only those hear who draft.
    """
    paper = Paper.objects.visible_to(user).filter(pk=activity.pk).first()
    if paper is None:
        return None
    steps = sorted(_steps(user, paper), key=lambda step: step.at)
    return Trail(_("Way of the paper"), reverse("papers:paper_detail", args=[paper.pk]), steps)


def _steps(user: Visitor, paper: Paper) -> Iterator[Step]:
    yield Step(paper.created_at, _("Paper opened"))
    for version in visible_versions(user, paper):
        yield Step(version.created_at, _("Version %s written") % version.number)
    yield from _circulations(paper)
    for row in paper.sign_off_rounds.all():
        yield Step(row.opened_at, _("Associations asked to sign off, round %s") % row.number)
        if row.closed_at:
            yield Step(row.closed_at, _("Sign-off closed, round %s") % row.number)
    for publication in Publication.objects.filter(paper=paper):
        yield Step(publication.released_at, _("Released"))
        if publication.is_public:
            yield Step(publication.public_at, _("Published"))
        if publication.withdrawn_at:
            yield Step(publication.withdrawn_at, _("Publication taken back"))
    sent = Dispatch.objects.filter(addressee__paper=paper, error="").select_related("addressee")
    for dispatch in sent:
        if dispatch.sent_at:
            yield Step(dispatch.sent_at, _("Sent to %s") % dispatch.addressee)


def _circulations(paper: Paper) -> Iterator[Step]:
    answered: dict[int, int] = {}
    rows = Answer.objects.filter(consultation__circulation__paper=paper, withdrawn_at=None)
    for number in rows.values_list("consultation__circulation", flat=True):
        answered[number] = answered.get(number, 0) + 1
    for circulation in paper.circulations.all():
        yield Step(
            circulation.opened_at, _("Sent to the associations, circulation %s")
            % circulation.number,
        )  # fmt: skip
        if circulation.closed_at:
            count = answered.get(circulation.pk, 0)
            text = ngettext(
                "Circulation closed with %s answer", "Circulation closed with %s answers", count
            )
            yield Step(circulation.closed_at, text % count)
    adopted = Consolidation.objects.filter(circulation__paper=paper, adopted_at__isnull=False)
    for consolidation in adopted:
        if consolidation.adopted_at:
            yield Step(consolidation.adopted_at, _("Answers decided and put into a new version"))
