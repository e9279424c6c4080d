"""The versions of a paper: handed in, started from the outline of its kind; never changed."""

from dataclasses import dataclass

from django.core import signing
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from einklang.core import audit, clock
from einklang.federation.models import Account
from einklang.federation.queries import federation_of
from einklang.papers.enums import VersionOrigin
from einklang.papers.errors import FileRefusedError, PaperError, StaleError
from einklang.papers.models import Paper, Version
from einklang.papers.operations.acts import fit, locked, refuse
from einklang.papers.operations.files import WordFile, keep
from einklang.papers.rendering.versions import Outline, outline_docx
from einklang.papers.rules.opening import version_refusal

HOURS_PARKED = 12
SALT = "papers.parked"


@dataclass(frozen=True)
class NewVersion:
    """What goes into a version besides its paper and its number."""

    file: WordFile
    origin: VersionOrigin
    note: str = ""
    is_editorial: bool = False
    tracked: bytes = b""
    """The same text with what the consolidation recorded."""


def add_version(
    *, paper: Paper, file: WordFile, note: str, is_editorial: bool, base_number: int, by: Account
) -> Version:
    """Keep a text that was handed in as the next version.

    :param base_number: the latest version the author knew of; 0 for none.
    :raises StaleError: if there is a newer one by now; carries it.
    :raises PaperError: if the text is the same as the latest one.
    """
    refuse(version_refusal(by, paper))
    with transaction.atomic(), audit.acting(by, "papers.version.added"):
        current = locked(paper)
        refuse(version_refusal(by, current))
        latest = current.versions.first()
        if latest and latest.number != base_number:
            raise StaleError(
                _("Version %(number)s was handed in meanwhile by %(name)s.")
                % {"number": latest.number, "name": latest.author_name},
                latest,
            )
        fit(sameness_refusal(latest, file))
        new = NewVersion(file, VersionOrigin.UPLOAD, note, is_editorial)
        version = write_version(paper=current, new=new, by=by)
        audit.record("papers.version.added", by=by, version=version.pk)
    return version


def start_from_template(*, paper: Paper, by: Account) -> Version:
    """Write the first version from the outline of the paper's kind.

    :raises PaperError: if there is a text already.
    """
    refuse(version_refusal(by, paper))
    file = outline_file(paper)
    with transaction.atomic(), audit.acting(by, "papers.version.added"):
        current = locked(paper)
        refuse(version_refusal(by, current))
        if current.versions.exists():
            raise PaperError(_("There is a text already; the outline would replace it."))
        new = NewVersion(file, VersionOrigin.TEMPLATE)
        version = write_version(paper=current, new=new, by=by)
        audit.record("papers.version.added", by=by, version=version.pk)
    return version


def write_version(*, paper: Paper, new: NewVersion, by: Account | None) -> Version:
    """Write the next version of a locked paper; call inside a transaction."""
    latest = paper.versions.first()
    return Version.objects.create(
        paper=paper,
        number=latest.number + 1 if latest else 1,
        origin=new.origin,
        file=keep(new.file.data),
        name=new.file.name,
        size=new.file.size,
        sha256=new.file.sha256,
        tracked_file=keep(new.tracked) if new.tracked else "",
        note=new.note,
        is_editorial=new.is_editorial,
        author=by,
        author_name=str(by) if by else "",
    )


def sameness_refusal(latest: Version | None, file: WordFile) -> str | None:
    if latest is None or latest.sha256 != file.sha256:
        return None
    return _(
        "This file is version %(number)s, letter by letter. Did you save your changes, and is"
        " this the right file?"
    ) % {"number": latest.number}


def outline_file(paper: Paper) -> WordFile:
    """Write the outline of the paper's kind as a German Word file."""
    activity = paper.activity
    federation = federation_of(activity.body)
    with translation.override("de"):
        outline = Outline(
            title=activity.title,
            kind=str(paper.kind),
            publisher=(federation or activity.body).name,
            issued_on=clock.today(),
            text=paper.kind.outline,
        )
        data = outline_docx(outline)
        name = slugify(activity.title)[:60].strip("-") or "entwurf"
    return WordFile(f"{name}.docx", data)


def park(*, paper: Paper, file: WordFile, by: Account) -> str:
    """Keep a file that could not be saved at once, and return what a form may carry for it.

    Nothing refers to it, so the nightly sweep removes it when it is not taken up.
    """
    with transaction.atomic():
        stored = keep(file.data)
    carried = {"stored": stored, "name": file.name, "paper": paper.pk, "by": by.pk}
    return signing.dumps(carried, salt=SALT)


def parked(*, token: str, paper: Paper, by: Account) -> WordFile:
    """Return the file that was parked by the same person for the same paper.

    :raises FileRefusedError: if it is gone, or the token is another's.
    """
    gone = FileRefusedError(
        _("The file that was kept for you is gone."), _("Please choose it once more.")
    )
    try:
        carried = signing.loads(token, salt=SALT, max_age=HOURS_PARKED * 60 * 60)
    except signing.BadSignature as error:
        raise gone from error
    if carried["paper"] != paper.pk or carried["by"] != by.pk:
        raise gone
    try:
        with default_storage.open(carried["stored"], "rb") as stored:
            return WordFile(carried["name"], stored.read())
    except FileNotFoundError as error:
        raise gone from error
