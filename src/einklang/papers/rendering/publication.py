"""From the signed text to what goes out: one content tree, and every file from it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from einklang.core import clock
from einklang.core.sorting import fold_for_index
from einklang.engines.typeset import fontmetrics, serialise
from einklang.engines.typeset.card import write_card
from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.errors import (
    RenderError,
    TypesetError,
    UncleanTextError,
    UnreadableDocumentError,
)
from einklang.engines.typeset.html import write_html
from einklang.engines.typeset.losses import Loss
from einklang.engines.typeset.model import (
    Block,
    Brand,
    DefinitionList,
    Document,
    Heading,
    Inline,
    Inlines,
    Labels,
    Language,
    Link,
    Logo,
    LogoRow,
    Paragraph,
    SignatureBlock,
    SignatureRow,
    Text,
)
from einklang.engines.typeset.pdf import write_pdf
from einklang.engines.typeset.reading import ReadDocument, read_docx
from einklang.engines.typeset.text import write_text
from einklang.engines.typeset.wording import map_text, plain_text
from einklang.federation.models import Organisation
from einklang.papers.enums import SignOffState
from einklang.papers.errors import FileRefusedError
from einklang.papers.models import Logo as LogoRowOfTable
from einklang.papers.models import Paper, Publication, Version
from einklang.papers.queries.publishers import publisher_of
from einklang.papers.queries.sign_off import Signatures, signatures
from einklang.papers.rendering.dissent import folded, with_dissent
from einklang.papers.rendering.passages import Text as WordText
from einklang.papers.rendering.passages import paragraph_texts
from einklang.papers.rendering.publication_words import SHOWN, WORDS
from einklang.papers.rendering.word import reader_language

PRIMARY, ACCENT = "#0f4c5c", "#a8480f"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}
FORMS = tuple(MEDIA_TYPES)
SEARCHED_CHARACTERS = 200_000


@dataclass(frozen=True)
class Built:
    """A paper as it would go out now."""

    document: Document
    losses: tuple[Loss, ...]
    signatures: Signatures | None

    @property
    def text_sha256(self) -> str:
        """Hash what is said, whenever it goes out."""
        return hash_of(replace(self.document, issued_on=date.min))

    @property
    def lost(self) -> tuple[str, ...]:
        """What reading the file left out or changed, in the reader's language."""
        return tuple(loss.sentence(reader_language()) for loss in self.losses)


@dataclass(frozen=True)
class Rendered:
    data: bytes
    media_type: str
    filename: str


def hash_of(document: Document) -> str:
    tree = serialise.to_json(document)
    canonical = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def tree_of(document: Document) -> dict[str, Any]:
    return serialise.to_json(document)


def document_of(publication: Publication) -> Document:
    return serialise.from_json(publication.tree)


def build_document(
    paper: Paper,
    version: Version,
    language: Language = "de",
    *,
    issued_on: date | None = None,
    contact: str = "",
) -> Built:
    """Put together what would go out: the text, dissent at its place, signatures, logos.

    The title is the activity's, to the letter; a heading that repeats it is left out.

    :raises FileRefusedError: if the file is damaged, or its changes are not settled.
    """
    data = bytes_of(version)
    read = read_text(data, paper.activity.title_in(language))
    signed = signatures(paper)
    words = WORDS[language]
    blocks: tuple[Block, ...] = (*facts_of(paper, language), *read.blocks)
    if signed is not None:
        texts = paragraph_texts(WordText(version.sha256, version.name, data))
        blocks = (
            *with_dissent(blocks, printed(signed), texts, language),
            *signed_blocks(signed, language),
        )
    publisher = publisher_of(paper.activity.body)
    blocks = (*blocks, *imprint_of(publisher, contact, language))
    name = publisher.name_in(language)
    document = Document(
        title=paper.activity.title_in(language),
        subtitle=read.subtitle or paper.kind.kind.label_in(language),
        language=language,
        authors=tuple(one.name_in(language) for one in signed.carrying) if signed else (name,),
        publisher=name,
        issued_on=issued_on or clock.today(),
        keywords=keywords_of(paper, language),
        summary=f"{paper.kind.kind.label_in(language)}, {name}",
        blocks=blocks,
        brand=Brand(str(publisher) if language == "de" else name, PRIMARY, ACCENT),
        labels=Labels(words["contents"], words["page"], words["of"], words["as_of"]),
    )
    return Built(document, read.losses, signed)


def bytes_of(version: Version) -> bytes:
    with version.file.open("rb") as opened:
        data: bytes = opened.read()
    return data


def read_text(data: bytes, title: str) -> ReadDocument:
    """Read the Word file; its own title leaves the blocks only where it is the paper's title."""
    try:
        read = read_docx(data)
        if folded(read.title) == folded(title):
            return read
        whole = read_docx(data, take_title=False)
        return replace(whole, blocks=without_title(whole.blocks, title))
    except UncleanTextError as error:
        message = {
            "tracked": _("The text still holds recorded changes that nobody has decided on."),
            "struck": _("Words are struck out by hand; nobody knows whether they still count."),
        }[error.kind]
        quotes = " ".join(f"„{quote}“" for quote in error.quotes)
        advice = _("Please settle them in Word, hand in a new version and let it be signed.")
        raise FileRefusedError(f"{message} {quotes}".strip(), advice) from error
    except UnreadableDocumentError as error:
        advice = _("Please hand in a new version, saved anew in your word processor.")
        raise FileRefusedError(_("The file of this version cannot be read."), advice) from error


def without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Leave out a first heading that repeats the title; what stood below it moves up."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading) or folded(first.full_text) != folded(title):
        return blocks
    made: list[Block] = []
    is_below = True
    for block in blocks[1:]:
        if isinstance(block, Heading):
            is_below = is_below and block.level > first.level
            if is_below:
                made.append(replace(block, level=block.level - 1))
                continue
        made.append(block)
    return tuple(made)


def printed(signed: Signatures) -> list[Any]:
    """Return the dissent of those who carry the paper; why others refused is not printed."""
    carrying = {one.pk for one in signed.carrying}
    return [one for one in signed.dissent if one.association.pk in carrying]


def facts_of(paper: Paper, language: Language) -> tuple[Block, ...]:
    words = WORDS[language]
    occasions = [
        one.label_en if language == "en" and one.label_en else one.label
        for one in paper.activity.occasions.all()
    ]
    sender = paper.sender.name_in(language) if paper.sender else ""
    rows = (
        (words["occasion"], "; ".join(occasions)),
        (words["sender"], sender),
        (words["reference"], paper.reference),
    )
    items: tuple[tuple[str, Inlines], ...] = tuple(
        (label, (Text(text),)) for label, text in rows if text
    )
    return (DefinitionList(items),) if items else ()


def signed_blocks(signed: Signatures, language: Language) -> tuple[Block, ...]:
    """Write who carries the paper, in the agreed order, and the logos in the same order."""
    if not signed.carrying:
        return ()
    words = WORDS[language]
    states = {one.association.pk: one.state for one in signed.dissent if one.state in SHOWN}
    how = {
        SignOffState.CONDITION: words["condition"],
        SignOffState.RESERVATION: words["reservation"],
    }
    rows = tuple(
        SignatureRow(one.name_in(language), how.get(states.get(one.pk), words["carries"]))  # type: ignore[arg-type]  # None is no key, and so it carries
        for one in signed.carrying
    )
    kept = LogoRowOfTable.objects.in_bulk([one.pk for one in signed.carrying])
    logos = tuple(logo_of(one, kept.get(one.pk), language) for one in signed.carrying)
    return SignatureBlock(words["signed"], rows), LogoRow(words["logos"], logos)


def logo_of(association: Organisation, kept: LogoRowOfTable | None, language: Language) -> Logo:
    name = association.short_name or association.name_in(language)
    return Logo(name, kept.svg, kept.alt) if kept else Logo(name)


def imprint_of(publisher: Organisation, contact: str, language: Language) -> tuple[Block, ...]:
    words = WORDS[language]
    items: list[tuple[str, Inlines]] = []
    seat = ", ".join(filter(None, (publisher.name_in(language), publisher.seat)))
    items.append((words["publisher"], (Text(seat),)))
    if contact.strip():
        items.append((words["contact"], (Text(" ".join(contact.split())),)))
    if publisher.url:
        shown = publisher.url.removeprefix("https://").removeprefix("http://").rstrip("/")
        items.append((words["web"], (Link(shown, publisher.url),)))
    return (DefinitionList(tuple(items)),)


def keywords_of(paper: Paper, language: Language) -> tuple[str, ...]:
    activity = paper.activity
    given = [word.strip() for word in activity.keywords.split(",") if word.strip()]
    programmes = [one.name for one in activity.programmes.all()]
    return (paper.kind.kind.label_in(language), *programmes, *given)


def search_text_of(document: Document) -> str:
    return fold_for_index("\n".join(plain_text(document)))[:SEARCHED_CHARACTERS]


def pdf_of(document: Document, at: datetime) -> bytes:
    """Set the PDF/UA.

    :raises FileRefusedError: if it cannot be set.
    """
    try:
        return write_pdf(document, timestamp=at).data
    except RenderError as error:
        raise FileRefusedError(
            _("The PDF could not be set."),
            _("Very large tables are the usual reason. Please make the text simpler there."),
        ) from error


def unprintable(document: Document) -> list[str]:
    """Return the letters the typeface lacks; each stands as a small square in the PDF."""
    replaced: set[str] = set()
    map_text(document, lambda text: fontmetrics.printable(text, replaced))
    return sorted(replaced)


def card_of(document: Document, publisher: Organisation) -> bytes:
    """Draw the preview picture, with the short name of the publisher: there is little room.

    :raises FileRefusedError: if it cannot be drawn.
    """
    try:
        return write_card(replace(document, publisher=str(publisher)))
    except TypesetError as error:
        raise FileRefusedError(_("The preview picture could not be drawn.")) from error


def render(document: Document, form: str, *, at: datetime) -> Rendered:
    """Write a file; the same document and moment give the same bytes.

    :raises KeyError: if there is no such form.
    """
    writers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf_of(document, at),
        "docx": lambda: write_docx(document),
        "html": lambda: write_html(document, standalone=True).encode(),
        "txt": lambda: write_text(document).encode(),
        "json": lambda: json.dumps(
            serialise.to_json(document), ensure_ascii=False, indent=1
        ).encode(),
    }
    return Rendered(writers[form](), MEDIA_TYPES[form], f"{stem_of(document)}.{form}")


def render_publication(publication: Publication, form: str) -> Rendered:
    """Write a file of what went out; the PDF was kept at the release."""
    document = document_of(publication)
    if form != "pdf":
        return render(document, form, at=publication.public_at)
    with publication.pdf.open("rb") as opened:
        return Rendered(opened.read(), MEDIA_TYPES["pdf"], f"{stem_of(document)}.pdf")


def stem_of(document: Document) -> str:
    return slugify(document.title.replace("*", "").replace(":", " "))[:80].strip("-") or "papier"


def page_of(document: Document) -> SafeString:
    """Write the document as a part of a page of the site; the engine escapes every text."""
    return mark_safe(write_html(document, standalone=False))  # noqa: S308 - see above


def preview_of(document: Document) -> SafeString:
    """Write it below a heading of the page: its title is then no heading of its own."""
    page = write_html(document, standalone=False)
    page = page.replace("<h1>", '<p class="pub-title">', 1).replace("</h1>", "</p>", 1)
    return mark_safe(page)  # noqa: S308 - the engine escapes every text


def draft_of(document: Document) -> Document:
    """Mark what is not released yet."""
    return replace(document, status=WORDS[document.language]["draft"])


def lead_of(document: Document, length: int = 220) -> str:
    """Return the first words of the text for previews."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            inlines: tuple[Inline, ...] = block.inlines
            text = " ".join("".join(inline.text for inline in inlines).split())
            if text:
                return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"
    return document.summary
