"""Letters: the signed text in the frame of each addressee, as PDF/UA, Word and archive."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from django.utils.text import slugify

from einklang.core import clock
from einklang.core.grammar import enumerate_phrases
from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.letter import MOST_RECIPIENT_LINES
from einklang.engines.typeset.model import (
    Block,
    Brand,
    Document,
    Labels,
    LetterHead,
    Paragraph,
    Reference,
    Signatory,
    Text,
)
from einklang.engines.typeset.wording import long_date
from einklang.papers.models import Addressee, LetterFrame, Paper, Version
from einklang.papers.models.letter import CLOSING
from einklang.papers.queries.letters import frame_of, registered
from einklang.papers.queries.publishers import publisher_of
from einklang.papers.queries.sign_off import signatures
from einklang.papers.rendering.dissent import with_dissent
from einklang.papers.rendering.passages import Text as WordText
from einklang.papers.rendering.passages import paragraph_texts
from einklang.papers.rendering.publication import (
    ACCENT,
    MEDIA_TYPES,
    PRIMARY,
    Rendered,
    bytes_of,
    pdf_of,
    printed,
    read_text,
)
from einklang.papers.rendering.publication_words import WORDS

FORMS = ("pdf", "docx")
NOTE_ON_REGISTER = (
    "Hinweis nach § 5 Absatz 5 LobbyRG: Im Lobbyregister des Deutschen Bundestages {verb}"
    " eingetragen: {names}. Die Interessenvertretung erfolgt auf der Grundlage des"
    " Verhaltenskodex nach § 5 Absatz 2 LobbyRG."
)


@dataclass(frozen=True)
class Letters:
    """What all copies of a letter have in common, read once."""

    document: Document
    """Without a head: the text, with dissent and the note on the register."""
    frame: LetterFrame
    signatories: tuple[Signatory, ...]
    copies: tuple[str, ...]
    place: str
    dated_on: date

    @property
    def made_at(self) -> datetime:
        return datetime.combine(self.dated_on, time(12), tzinfo=UTC)


def letters_for(
    paper: Paper, version: Version, addressees: Sequence[Addressee], *, is_draft: bool = False
) -> Letters:
    """Read text, signatures and frame once for all copies.

    :raises FileRefusedError: if the Word file cannot be read or its changes are not settled.
    """
    frame = frame_of(paper)
    data = bytes_of(version)
    title = paper.activity.title
    blocks: tuple[Block, ...] = read_text(data, title).blocks
    signed = signatures(paper)
    carrying = signed.carrying if signed and not is_draft else (paper.lead,)
    if signed is not None and not is_draft:
        texts = paragraph_texts(WordText(version.sha256, version.name, data))
        blocks = with_dissent(blocks, printed(signed), texts, "de")
    if frame.names_register and (entries := registered(carrying)):
        names = [f"{one.association.name} ({one.number})" for one in entries]
        verb = "ist" if len(names) == 1 else "sind"
        said = NOTE_ON_REGISTER.format(verb=verb, names=enumerate_phrases(names, "de"))
        blocks = (*blocks, Paragraph((Text(said),), "note"))
    publisher = publisher_of(paper.activity.body)
    words = WORDS["de"]
    document = Document(
        title=title,
        subtitle="",
        language="de",
        authors=tuple(one.name for one in carrying),
        publisher=publisher.name,
        issued_on=frame.dated_on or clock.today(),
        keywords=(paper.kind.kind.label,),
        summary=f"{paper.kind.kind.label}, {publisher.name}",
        blocks=blocks,
        brand=Brand(publisher.short_name or publisher.name, PRIMARY, ACCENT),
        labels=Labels(words["contents"], words["page"], words["of"], words["as_of"]),
        status=words["draft"] if is_draft else "",
    )
    sender = " · ".join(filter(None, (publisher.name, publisher.seat)))
    return Letters(
        document=document,
        frame=replace_sender(frame, sender),
        signatories=tuple(Signatory(one.name) for one in carrying),
        copies=tuple(str(one) for one in addressees if one.is_copy),
        place=frame.place or publisher.seat,
        dated_on=frame.dated_on or clock.today(),
    )


def replace_sender(frame: LetterFrame, usual: str) -> LetterFrame:
    frame.sender_line = frame.sender_line or usual
    return frame


def letter_to(letters: Letters, addressee: Addressee) -> Document:
    """Put the text into the frame of one addressee."""
    frame = letters.frame
    day = long_date(letters.dated_on, "de")
    references = (Reference("Unser Zeichen", frame.our_sign),) if frame.our_sign else ()
    enclosures = tuple(line.strip() for line in frame.enclosures.splitlines() if line.strip())
    head = LetterHead(
        sender_line=frame.sender_line,
        recipient=shortened_address(addressee.lines),
        place_and_date=f"{letters.place}, {day}" if letters.place else day,
        salutation=addressee.salutation,
        closing=frame.closing or CLOSING,
        signatures=letters.signatories,
        references=references,
        enclosures=enclosures,
        copies=letters.copies,
    )
    return replace(letters.document, letter=head)


def shortened_address(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Fit an address into its field: what is too much shares the last line but one."""
    if len(lines) <= MOST_RECIPIENT_LINES:
        return lines
    kept = MOST_RECIPIENT_LINES - 2
    return (*lines[:kept], ", ".join(lines[kept:-1]), lines[-1])


def render_letter(letters: Letters, addressee: Addressee, form: str, number: int) -> Rendered:
    """Write one letter.

    :raises FileRefusedError: if the PDF cannot be set.
    """
    document = letter_to(letters, addressee)
    pdf = form == "pdf"
    data = pdf_of(document, letters.made_at) if pdf else write_docx(document)
    name = slugify(str(addressee))[:50].strip("-") or "brief"
    return Rendered(data, MEDIA_TYPES[form], f"{number:02d}-{name}.{form}")


def archive_of(letters: Letters, addressees: Sequence[Addressee]) -> bytes:
    """Write all letters, PDF and Word, into one ZIP; the same letters give the same bytes."""
    target = io.BytesIO()
    moment = letters.made_at.timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, addressee in enumerate(addressees, start=1):
            for form in FORMS:
                made = render_letter(letters, addressee, form, number)
                entry = zipfile.ZipInfo(f"{form}/{made.filename}", date_time=moment)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, made.data)
    return target.getvalue()
