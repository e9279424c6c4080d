from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(models.TextChoices):
    """What a state of any life cycle means for the reader of a report."""

    PLANNED = "planned", _("planned")
    WORKED_ON = "worked_on", _("worked on")
    PREPARED = "prepared", _("prepared")
    DONE = "done", _("done")
    ONGOING = "ongoing", _("ongoing")
    DROPPED = "dropped", _("dropped")


OPEN_PHASES = frozenset({Phase.PLANNED, Phase.WORKED_ON, Phase.PREPARED})


class Visibility(models.TextChoices):
    COMMITTEE = "committee", _("committee only")
    FEDERATION = "federation", _("whole federation")
    PUBLIC = "public", pgettext_lazy("visibility", "public")


class ParticipationRole(models.TextChoices):
    AUTHOR = "author", _("author")
    CO_AUTHOR = "co_author", _("co-author")
    ADDRESSEE = "addressee", _("addressee")
    PATRON = "patron", _("patron")
    ORGANISER = "organiser", _("organiser")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    CONTRACTING_PARTY = "contracting_party", _("contracting party")
    EVALUATOR = "evaluator", _("evaluator")
    CONTRIBUTOR = "contributor", _("contributor")
    PARTNER = "partner", _("partner")
    SPEAKER = "speaker", _("speaker")
    GUEST = "guest", _("guest")
    PARTICIPANT = "participant", _("participant")
    SOURCE = "source", _("author of the paper answered")
    LEAD = "lead", _("lead")


class LinkKind(models.TextChoices):
    ANSWERS = "answers", _("answers")
    FOLLOWS_FROM = "follows_from", _("follows from")
    EVIDENCE_FOR = "evidence_for", _("is evidence for")
    ANNEX_OF = "annex_of", _("is an annex of")
    CONTINUES = "continues", _("continues")
    PART_OF = "part_of", _("is part of")


class OutcomeKind(models.TextChoices):
    ACHIEVED = "achieved", _("achieved")
    PARTIAL = "partial", _("partly achieved")
    AVERTED = "averted", _("averted")
    OPEN = "open", _("open")
    NOT_ACHIEVED = "not_achieved", _("not achieved")


class OccasionKind(models.TextChoices):
    CONFERENCE = "conference", _("conference")
    BUDGET = "budget", _("budget negotiations")
    CONSULTATION = "consultation", _("consultation on a draft")
    REPORT = "report", _("report by others")
    ANNIVERSARY = "anniversary", _("anniversary or action week")
    DEBATE = "debate", _("debate")
    OTHER = "other", _("other occasion")
