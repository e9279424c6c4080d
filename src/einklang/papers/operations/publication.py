"""Release a paper to the public, lift its embargo, take it back."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from einklang.chronicle.enums import ParticipationRole, Visibility
from einklang.chronicle.models import Activity, Participation
from einklang.chronicle.operations.activities import ActivityFacts, change_activity, set_visibility
from einklang.chronicle.operations.indexing import refresh_search
from einklang.core import audit, clock
from einklang.core.when import When
from einklang.federation.models import Account, Organisation
from einklang.papers.enums import Stage
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.models import Paper, Publication, SignOff, Version
from einklang.papers.operations.acts import fit, locked, move, refuse
from einklang.papers.operations.files import keep
from einklang.papers.queries.publication import signed_version
from einklang.papers.queries.publishers import publisher_of
from einklang.papers.queries.sign_off import Signatures
from einklang.papers.rendering.publication import (
    Built,
    build_document,
    card_of,
    hash_of,
    pdf_of,
    search_text_of,
    tree_of,
)
from einklang.papers.rules.publication import (
    release_refusal,
    release_stage_refusal,
    withdraw_refusal,
    withdraw_state_refusal,
)


@dataclass(frozen=True)
class Release:
    """What the one who releases has seen and wants."""

    seen_sha256: str
    """Of the text in the preview (`Built.text_sha256`)."""
    public_at: datetime | None = None
    """The end of the embargo; None, or a moment that is past: at once."""
    contact: str = ""
    knows_losses: bool = False


def release(*, paper: Paper, wish: Release, by: Account) -> Publication:
    """Freeze the signed text and let it go out, at once or when the embargo ends.

    The files are made first, outside the transaction; under the lock the text is put together
    again, and must be what was seen.

    :raises RefusedError: if the actor does not steer the committee.
    :raises StaleError: if somebody has released it meanwhile, or the text is another one.
    :raises PaperError: if it is not agreed, or losses of reading are not confirmed.
    :raises FileRefusedError: if the text cannot be read or set.
    """
    refuse(release_refusal(by, paper))
    if paper.stage == Stage.PUBLISHED:
        raise StaleError(_("The paper is released already."), paper)
    fit(release_stage_refusal(paper))
    public_at = max(wish.public_at or clock.now(), clock.now())
    built, version = built_for(paper, wish, public_at)
    pdf = pdf_of(built.document, public_at)
    card = card_of(built.document, publisher_of(paper.activity.body))
    with transaction.atomic(), audit.acting(by, "papers.paper.released"):
        current = locked(paper)
        refuse(release_refusal(by, current))
        if current.stage == Stage.PUBLISHED:
            raise StaleError(_("Somebody else has released the paper meanwhile."), current)
        fit(release_stage_refusal(current))
        lock_words(current)
        again, _version = built_for(current, wish, public_at)
        if again.text_sha256 != built.text_sha256:
            raise StaleError(changed(), current)
        publication = Publication.objects.create(
            paper=current,
            version=version,
            title=built.document.title,
            tree=tree_of(built.document),
            sha256=hash_of(built.document),
            search_text=search_text_of(built.document),
            pdf=keep(pdf, ending="pdf"),
            card=keep(card, ending="png"),
            losses=list(built.lost),
            public_at=public_at,
            embargo_lifted_at=None if public_at > clock.now() else clock.now(),
            released_by=by,
        )
        move(current, Stage.PUBLISHED)
        tell_chronicle(current, publication, built, by)
        audit.record("papers.paper.released", by=by, paper=current.pk, sha256=publication.sha256)
    return publication


def lock_words(paper: Paper) -> None:
    """Let nobody withdraw a sign-off between the last look at it and the release."""
    rows = SignOff.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(round__paper=paper).order_by("pk").values_list("pk"))


def changed() -> str:
    return _("The text is not the one you have seen. Please look at it once more.")


def built_for(paper: Paper, wish: Release, public_at: datetime) -> tuple[Built, Version]:
    """Put the text together and check it against what was seen."""
    version = signed_version(paper)
    if version is None:
        raise PaperError(_("Nobody has signed this paper yet."))
    built = build_document(
        paper,
        version,
        issued_on=timezone.localdate(public_at),
        contact=wish.contact,
    )
    fit(unsigned_refusal(paper, version, built.signatures))
    if built.text_sha256 != wish.seen_sha256:
        raise StaleError(changed(), paper)
    if built.losses and not wish.knows_losses:
        raise PaperError(_("Please confirm that you know what the file loses."))
    return built, version


def unsigned_refusal(paper: Paper, version: Version, signed: Signatures | None) -> str | None:
    """Only what was signed goes out, by those who still carry it."""
    newest = paper.versions.values_list("number", flat=True).first() or 0
    if newest > version.number:
        return _(
            "Version %(newest)d is newer than version %(signed)d, which was signed. Please let it"
            " be signed first."
        ) % {"newest": newest, "signed": version.number}
    if signed is None or not signed.is_agreed:
        return _("Quorum and majority no longer hold: a sign-off was withdrawn.")
    return None


def tell_chronicle(paper: Paper, publication: Publication, built: Built, by: Account) -> None:
    """Let the record say when it came out, where, and who carries it; demands stay as they are."""
    day = timezone.localdate(publication.public_at)
    facts: ActivityFacts = {"when": When.day(day), "year": day.year}
    if not paper.activity.url:
        facts["url"] = settings.BASE_URL + reverse("portal:paper_detail", args=[paper.pk])
    activity = change_activity(activity=paper.activity, facts=facts, seen_at=None, by=by)
    if built.signatures is not None:
        write_authors(activity, built.signatures.carrying)
    wanted = Visibility.PUBLIC
    if not publication.is_public:
        # Whatever it was before: nothing shows before the embargo ends.
        was = Visibility(activity.visibility)
        wanted = Visibility.COMMITTEE if was == Visibility.PUBLIC else was
    set_visibility(activity=activity, visibility=wanted, by=by)


def write_authors(activity: Activity, carrying: tuple[Organisation, ...]) -> None:
    """Enter those who carry the paper, in the agreed order, so that the report tells them.

    They are the authors; where the record names another one already, such as the federation
    itself, they stand beside it as co-authors.
    """
    author, beside = ParticipationRole.AUTHOR, ParticipationRole.CO_AUTHOR
    rows = Participation.objects.filter(activity=activity, role__in=(author, beside))
    known = list(rows)
    own = {one.pk for one in carrying}
    is_named = any(row.role == author and row.organisation_id not in own for row in known)
    there = {row.organisation_id for row in known}
    order = activity.participations.count()
    for place, one in enumerate(carrying):
        if one.pk not in there:
            Participation.objects.create(
                activity=activity,
                role=beside if is_named else author,
                organisation=one,
                order=order + place,
            )
    refresh_search([activity.pk])


def lift_embargoes() -> list[int]:
    """Make the records public whose paper's embargo is over, and return the papers' ids.

    Who may read the paper is decided by its moment, not by this job: it only lets the chronicle
    follow. The decision was taken at the release.
    """
    lifted = []
    due = Publication.objects.public().filter(embargo_lifted_at=None)
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic(), audit.acting(None, "papers.embargo.lifted"):
            rows = Publication.objects.public().filter(embargo_lifted_at=None)
            row = rows.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is None:
                continue
            row.embargo_lifted_at = clock.now()
            row.save(update_fields=["embargo_lifted_at"])
            Activity.objects.filter(pk=row.paper_id).update(visibility=Visibility.PUBLIC)
            refresh_search([row.paper_id])
            audit.record("papers.embargo.lifted", by=None, paper=row.paper_id)
            lifted.append(row.paper_id)
    return lifted


def withdraw_publication(*, publication: Publication, reason: str, by: Account) -> Publication:
    """Take a paper back: its page says since when and why, its files are gone.

    :raises RefusedError: if the actor does not steer the committee.
    :raises PaperError: without a reason, or if it is taken back already.
    """
    if not reason.strip():
        raise PaperError(_("Please say why: the page of the paper shows the reason."))
    with transaction.atomic(), audit.acting(by, "papers.publication.withdrawn"):
        locked(publication.paper)
        rows = Publication.objects.select_for_update(of=("self",))
        current = rows.select_related("paper__activity__body", "paper__lead").get(
            pk=publication.pk
        )
        refuse(withdraw_refusal(by, current))
        fit(withdraw_state_refusal(current))
        current.withdrawn_at = clock.now()
        current.withdrawn_reason = reason.strip()[:300]
        current.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        audit.record("papers.publication.withdrawn", by=by, paper=current.paper_id)
    return current
