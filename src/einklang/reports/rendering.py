"""The only door to the typesetter: a document becomes a file, or a part of a page."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from einklang.engines.typeset.docx import write_docx
from einklang.engines.typeset.html import stylesheet, write_blocks, write_html
from einklang.engines.typeset.markdown import write_markdown
from einklang.engines.typeset.model import Block, Brand, Document
from einklang.engines.typeset.pdf import write_pdf
from einklang.engines.typeset.wording import plain_text
from einklang.reports.content import build_document, document_from
from einklang.reports.models import Report, ReportVersion

FORMS = ("pdf", "docx", "html", "md")
LANGUAGES = ("de", "en")
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


@dataclass(frozen=True)
class Rendered:
    data: bytes
    media_type: str
    filename: str


def render(
    document: Document, form: str, *, timestamp: datetime | None = None, stem: str = ""
) -> Rendered:
    """Write the file; the same document and timestamp give the same bytes.

    :raises KeyError: if there is no such form.
    """
    if timestamp is None:
        timestamp = datetime.combine(document.issued_on, time(12), tzinfo=UTC)
    stem = stem or slugify(document.title) or "report"
    writers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: write_pdf(document, timestamp=timestamp).data,
        "docx": lambda: write_docx(document),
        "html": lambda: write_html(document, standalone=True).encode(),
        "md": lambda: write_markdown(document).encode(),
    }
    data = writers[form]()
    return Rendered(data, MEDIA_TYPES[form], f"{stem}-{document.language}.{form}")


def version_document(version: ReportVersion, language: str) -> Document:
    """Return the document as it was frozen, its status naming number and hash."""
    label = {"de": "Version", "en": "Version"}[language]
    status = f"{label} {version.number} · {version.sha256[:12]}"
    return replace(document_from(version.tree[language]), status=status)


def render_version(version: ReportVersion, language: str, form: str) -> Rendered:
    """Write a frozen version; asked again, the file has the same bytes."""
    document = version_document(version, language)
    stem = f"{slugify(document.title) or 'report'}-v{version.number}"
    return render(document, form, timestamp=version.frozen_at, stem=stem)


def page_of(document: Document) -> SafeString:
    """Write the document as a part of a page of the site; the engine escapes every text."""
    return mark_safe(write_html(document, standalone=False))  # noqa: S308 - see above


def fragment(blocks: tuple[Block, ...], brand: Brand) -> SafeString:
    """Write a few blocks of a document as a part of a page; the engine escapes every text."""
    return mark_safe(write_blocks(blocks, brand))  # noqa: S308 - see above


# On the site a document takes the site's colours, so that it can be read in dark too; drawings
# keep their own on a light ground.
SITE_RULES = """
.ek-body .ek-doc {
  --doc-primary: var(--ek-petrol, #0f4c5c);
  --doc-accent: var(--ek-accent, #a8480f);
  --doc-ink: var(--ek-text, #1f2933);
  --doc-quiet: var(--ek-muted, #52606d);
  --doc-line: var(--ek-line, #cbd2d9);
  --doc-soft: var(--ek-sunken, #f3f5f7);
  font-family: inherit;
}
.ek-body .ek-doc-figure svg { background: #fff; border-radius: 0.25rem; }
"""


def page_rules() -> str:
    """Return the style rules for documents and parts of them on a page of the site."""
    return stylesheet() + SITE_RULES


@dataclass(frozen=True)
class Change:
    removed: tuple[str, ...]
    added: tuple[str, ...]


def changes_between(old: Document, new: Document) -> list[Change]:
    """Compare the wording of two documents, paragraph by paragraph."""
    # Number, hash and day differ always; they are no change of what is said.
    old, new = (replace(one, status="", issued_on=old.issued_on) for one in (old, new))
    before, after = plain_text(old), plain_text(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        Change(tuple(before[i1:i2]), tuple(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def compare(
    report: Report, old: ReportVersion | None, new: ReportVersion | None, language: str
) -> list[Change]:
    """Compare two versions; None stands for the draft as it is now."""
    before, after = (
        version_document(version, language)
        if version
        else build_document(report, language).document
        for version in (old, new)
    )
    return changes_between(before, after)
