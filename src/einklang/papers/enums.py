from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a paper is on its way; the activity's own state says what reports tell."""

    DRAFTING = "drafting", _("being drafted")
    CIRCULATING = "circulating", _("with the associations")
    CONSOLIDATING = "consolidating", _("being consolidated")
    SIGNING = "signing", _("open for sign-off")
    AGREED = "agreed", _("agreed")
    PUBLISHED = "published", pgettext_lazy("stage", "published")
    DROPPED = "dropped", _("dropped")


ALLOWED: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFTING: frozenset({Stage.CIRCULATING, Stage.SIGNING, Stage.DROPPED}),
    Stage.CIRCULATING: frozenset({Stage.CONSOLIDATING, Stage.DRAFTING, Stage.DROPPED}),
    Stage.CONSOLIDATING: frozenset({Stage.DRAFTING, Stage.CIRCULATING, Stage.DROPPED}),
    Stage.SIGNING: frozenset({Stage.AGREED, Stage.DRAFTING, Stage.DROPPED}),
    Stage.AGREED: frozenset({Stage.PUBLISHED, Stage.DRAFTING, Stage.SIGNING, Stage.DROPPED}),
    Stage.PUBLISHED: frozenset(),
    Stage.DROPPED: frozenset({Stage.DRAFTING}),
}
"""The way of a paper. Adopting a consolidation leads back to drafting, with a new version."""


class Pace(models.TextChoices):
    NORMAL = "normal", _("normal")
    LONG = "long", _("long")
    FAST = "fast", _("fast")
    """Five working days or fewer: shortened steps, calls are logged."""


class Actor(models.TextChoices):
    """Who has to act in a step of the plan; its holidays count."""

    SECRETARIAT = "secretariat", _("secretariat")
    LEAD = "lead", _("lead association")
    ASSOCIATIONS = "associations", _("associations")
    COMMITTEE = "committee", _("committee")


class PartyRole(models.TextChoices):
    LEAD = "lead", _("lead")
    CO_DRAFTER = "co_drafter", _("co-drafter")
    ASKED = "asked", _("asked")


class VersionOrigin(models.TextChoices):
    UPLOAD = "upload", _("uploaded")
    TEMPLATE = "template", _("from the template")
    CONSOLIDATION = "consolidation", _("from the associations' answers")


class ConsultationMode(models.TextChoices):
    COMMENT = "comment", _("for comments and changes")
    CO_DRAFT = "co_draft", _("for co-drafting")
    INFORM = "inform", _("for information")


class AnswerKind(models.TextChoices):
    DOCX = "docx", _("Word file")
    EDITS = "edits", _("changes made in the browser")
    COMMENTS = "comments", _("comments only")
    NIL = "nil", _("nil return")


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", _("failed")


class ProposalVerdict(models.TextChoices):
    ACCEPT = "accept", pgettext_lazy("proposal", "adopted")
    REJECT = "reject", pgettext_lazy("proposal", "not adopted")
    REPLACE = "replace", pgettext_lazy("proposal", "adopted in other words")


class SignOffMode(models.TextChoices):
    EXPLICIT = "explicit", _("every association answers")
    TACIT = "tacit", _("silence procedure")


class SignOffState(models.TextChoices):
    REQUESTED = "requested", _("open")
    SIGNED = "signed", pgettext_lazy("sign-off", "signed")
    CONDITION = "condition", _("signed with condition")
    RESERVATION = "reservation", _("reservation")
    NIL = "nil", _("nil return")
    REFUSED = "refused", _("refused")
    ABSTAINED = "abstained", _("abstained")
    TACIT = "tacit", _("tacitly consented")
    BROKEN = "broken", _("silence broken, answer open")
    WITHDRAWN = "withdrawn", pgettext_lazy("sign-off", "withdrawn")
    LAPSED = "lapsed", _("lapsed because the text changed")


CARRYING = frozenset(
    {SignOffState.SIGNED, SignOffState.CONDITION, SignOffState.RESERVATION, SignOffState.TACIT}
)
"""These associations carry the paper: their names and logos stand below it."""
UNANSWERED = frozenset({SignOffState.REQUESTED, SignOffState.BROKEN})
NEEDS_TEXT = frozenset({SignOffState.CONDITION, SignOffState.RESERVATION, SignOffState.REFUSED})


class DissentForm(models.TextChoices):
    FOOTNOTE = "footnote", _("footnote")
    BOX = "box", _("box below the paragraph")


class UntouchedPassages(models.TextChoices):
    """Whom a change concerns where nobody had proposed anything."""

    ALL = "all", _("all associations sign again")
    INFORM = "inform", _("all associations are informed")


class EventKind(models.TextChoices):
    """What the protocol of a sign-off can tell."""

    REQUESTED = "requested", _("asked for sign-off")
    MAILED = "mailed", _("mail handed to the mail server")
    MAIL_FAILED = "mail_failed", _("mail could not be sent")
    DELIVERED = "delivered", _("delivery proven")
    SECOND_NOTICE = "second_notice", _("second notice sent")
    CALLED = "called", _("call logged")
    BROKEN = "broken", _("silence broken")
    ANSWERED = "answered", _("answered")
    LATE = "late", _("answer came too late and was refused")
    TACIT = "tacit", _("period ran out in silence: consent")
    WITHDRAWN = "withdrawn", _("sign-off withdrawn")
    FULFILLED = "fulfilled", _("condition fulfilled")
    CARRIED = "carried", _("carried over to the new version")
    LAPSED = "lapsed", _("lapsed: the text changed")
    INFORMED = "informed", _("informed of an editorial change")


class Proof(models.TextChoices):
    """How the delivery of a request is proven."""

    SIGNED_IN = "signed_in", _("opened by somebody signed in for the association")
    RECEIPT = "receipt", _("receipt confirmed by the link in the mail")
    CALL = "call", _("confirmed in a call")


class LinkScope(models.TextChoices):
    """What one link opens; never more than one act."""

    ANSWER = "answer", _("answer a circulation")
    SIGN_OFF = "sign_off", _("answer a request for sign-off")
    BREAK_SILENCE = "break_silence", _("break the silence")


class CallPurpose(models.TextChoices):
    RECEIPT = "receipt", _("receipt of a request")
    BREAK_SILENCE = "break_silence", _("silence broken")
    ANSWER = "answer", _("answer given by telephone")
    OTHER = "other", pgettext_lazy("call", "other")


class Way(models.TextChoices):
    """How a letter went out."""

    POST = "post", _("by post")
    EMAIL = "email", _("by e-mail")
    FAX = "fax", _("by fax")
    HANDED = "handed", _("handed over")
    PORTAL = "portal", _("through a portal")


class RegisterStanding(models.TextChoices):
    """What an association says about itself; never decided by the software."""

    REGISTERED = "registered", _("registered")
    EXEMPT = "exempt", _("exempt")
    NOT_CHECKED = "not_checked", _("not checked")


class RegisterResult(models.TextChoices):
    UPLOAD = "upload", pgettext_lazy("register", "upload")
    OPTIONAL = "optional", _("optional")
    NO = "no", _("no upload")


class Fate(models.TextChoices):
    """What became of a demand."""

    OPEN = "open", pgettext_lazy("fate", "open")
    ADOPTED = "adopted", pgettext_lazy("fate", "adopted")
    PARTLY = "partly", _("partly adopted")
    NOT_ADOPTED = "not_adopted", pgettext_lazy("fate", "not adopted")
    CONTRARY = "contrary", _("the contrary was decided")


class Procedure(models.TextChoices):
    """What kind of way a demand follows through the institutions."""

    BILL = "bill", _("bill")
    ORDINANCE = "ordinance", _("ordinance")
    BUDGET = "budget", _("budget")
    OTHER = "other", pgettext_lazy("procedure", "other")
