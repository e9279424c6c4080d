"""The synopsis as a Word document: a landscape table with a row for each touched paragraph.

The table is written as one piece of XML and parsed once: python-docx's own objects take minutes
for a table of a thousand rows.
"""

import io
import re
from typing import Any, Final
from xml.sax.saxutils import escape

from einklang.engines.redline.model.change import Change, Comment, Conflict
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.phrases import (
    deed,
    legible,
    new_words,
    old_words,
    people,
    person,
    phrase,
    quoted,
    shortened,
    support,
)
from einklang.engines.redline.report.rows import MARK, Piece, Row, rows
from einklang.engines.redline.words import (
    Language,
    counted,
    formatting_words,
    place_words,
    word,
)

WIDTHS: Final = (1700, 6500, 4300, 2900)
"""Of the columns, in twentieths of a point; together the text width of A4 landscape."""
_LOCALES: Final[dict[Language, str]] = {"de": "de-DE", "en": "en-GB"}
_STRUCK: Final = "<w:strike/>"
_UNDERLINED: Final = '<w:u w:val="single"/>'
_DOTTED: Final = '<w:u w:val="dotted"/>'
_BOLD: Final = "<w:b/>"
_QUIET: Final = '<w:color w:val="59636E"/><w:sz w:val="16"/>'
_NAME: Final = '<w:b/><w:color w:val="0B5394"/><w:sz w:val="15"/>'
_CLASH: Final = '<w:b/><w:color w:val="A3163A"/>'
_DELETED: Final = '<w:strike/><w:color w:val="A3163A"/>'
_INSERTED: Final = '<w:color w:val="17663A"/><w:u w:val="single"/>'
_EMPTY: Final = "<w:p/>"


def synopsis_docx(overview: Overview, *, language: Language = "de") -> bytes:
    """Return the synopsis as a .docx: A4 landscape, its first row repeated on every page.

    It has the paragraphs with changes, comments or conflicts; the HTML form has all.
    """
    import docx  # noqa: PLC0415 - slow to import, and only this report needs it
    from docx.oxml import parse_xml  # noqa: PLC0415 - as above
    from docx.oxml.ns import nsdecls  # noqa: PLC0415 - as above

    document = docx.Document()
    title = f"{phrase('synopsis', language)}: {overview.title}"
    _dress(document, legible(title), language)
    document.add_heading(legible(title), level=1)
    document.add_paragraph(legible(_counts(overview, language)))
    _add_returns(document, overview, language)
    _add_conflicts(document, overview, language)
    _add_losses(document, overview, language)
    document.add_heading(phrase("text", language), level=2)
    table = parse_xml(
        _Table(overview, language).xml().replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>")
    )
    document.element.body.insert(len(document.element.body) - 1, table)
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = legible(
        phrase(
            "foot",
            language,
            title=overview.title,
            fingerprint=overview.fingerprint,
            numbering=overview.numbering,
        )
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _dress(document: Any, title: str, language: Language) -> None:
    """Set page, language, fonts and title."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - slow, see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415 - as above

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12.7)
    section.top_margin = section.bottom_margin = Mm(15)
    for name, size in (("Normal", 10), ("Heading 1", 18), ("Heading 2", 13), ("Footer", 7.5)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Calibri"
        style.font.color.rgb = RGBColor(0x1C, 0x21, 0x27)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), "Calibri")
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), _LOCALES[language])
    properties = document.core_properties
    properties.title = title[:255]
    properties.language = _LOCALES[language]
    # The template's own, which are not ours.
    properties.author = properties.comments = ""


def _counts(overview: Overview, language: Language) -> str:
    return " · ".join(
        (
            counted(len(overview.returns), "return", language),
            counted(len(overview.changes), "change", language),
            counted(len(overview.conflicts), "conflict", language),
            counted(len(overview.comments), "comment", language),
            counted(len(overview.losses), "loss", language),
        )
    )


def _add_returns(document: Any, overview: Overview, language: Language) -> None:
    document.add_heading(phrase("returns", language), level=2)
    for each in overview.returns:
        said = [
            word("return", each.kind, language),
            counted(each.changes, "change", language),
            counted(each.comments, "comment", language),
        ]
        if each.made_on:
            said.append(phrase("made-on", language, name=each.made_on))
        if each.people:
            said.append(phrase("written-by", language, people=", ".join(each.people)))
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(legible(each.association)).bold = True
        paragraph.add_run(legible(f" ({each.file}): {', '.join(said)}"))


def _add_conflicts(document: Any, overview: Overview, language: Language) -> None:
    document.add_heading(phrase("conflicts", language), level=2)
    if not overview.conflicts:
        document.add_paragraph(phrase("no-conflicts", language))
    for conflict in overview.conflicts:
        words = (
            quoted(conflict.words, language) if conflict.words else phrase("no-words", language)
        )
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(conflict.id).bold = True
        said = f", {place_words(conflict.place, language)}: {words.replace(MARK, '¶ ')}"
        paragraph.add_run(legible(said))


def _add_losses(document: Any, overview: Overview, language: Language) -> None:
    document.add_heading(phrase("losses", language), level=2)
    if not overview.losses:
        document.add_paragraph(phrase("no-losses", language))
    for loss in overview.losses:
        who = loss.association or phrase("draft", language)
        said = (
            f", {place_words(loss.place, language)}: {word('element', loss.element, language)} "
            f"– {word('treatment', loss.treatment, language)}"
        )
        if loss.detail:
            said += f" ({loss.detail})"
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(legible(who)).bold = True
        paragraph.add_run(legible(said))


class _Table:
    """Writes the table's XML (ISO/IEC 29500-1, 17.4)."""

    def __init__(self, overview: Overview, language: Language) -> None:
        self.overview = overview
        self.language: Language = language
        self.everybody = len({each.association for each in overview.returns})
        self.changes = {change.id: change for change in overview.changes}

    def xml(self) -> str:
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFC5C3"/>'
            for side in ("top", "bottom", "insideH")
        )
        margins = "".join(
            f'<w:{side} w:w="{size}" w:type="dxa"/>'
            for side, size in (("top", 60), ("left", 80), ("bottom", 60), ("right", 80))
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f'<w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="0620" w:firstRow="1" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{self._head()}"
            f"{''.join(self._row(row) for row in rows(self.overview) if row.is_touched)}</w:tbl>"
        )

    def _head(self) -> str:
        keys = ("place", "draft-with-changes", "who-wants-what", "comments")
        cells = [_paragraph(_run(phrase(key, self.language), _BOLD)) for key in keys]
        return _table_row(cells, "<w:cantSplit/><w:tblHeader/>", shade="F0F2EF")

    def _row(self, row: Row) -> str:
        address = _paragraph(_run(place_words(row.place, self.language), _BOLD))
        return _table_row([address, self._text(row), self._says(row), self._comments(row)])

    def _text(self, row: Row) -> str:
        look = _BOLD if row.level else ""
        return _paragraph("".join(self._piece(piece, look) for piece in row.pieces))

    def _piece(self, piece: Piece, look: str) -> str:
        if piece.inserted_by:
            look += _INSERTED
        elif piece.struck_by:
            look += _DELETED
        elif piece.formatted_by:
            look += _DOTTED
        said = _passage(piece.text if piece.is_of_draft else piece.shown, look)
        for change in piece.named:
            said += _run(f"\u2009[{self._named(change)}]\u2009", _NAME)
        if piece.stands_alone:
            said += "<w:r><w:br/></w:r>"
        return (
            said
            + _run("".join(f" [{key}]" for key in piece.conflicts), _CLASH)
            + _run("".join(f" [{key}]" for key in piece.comments), _QUIET)
        )

    def _named(self, change: Change) -> str:
        looks = [formatting_words(each, self.language) for each in change.formatting]
        names = ", ".join(change.associations)
        return " · ".join([names, *looks, change.id])

    def _says(self, row: Row) -> str:
        parts = [self._conflict(conflict) for conflict in row.conflicts]
        parts += map(self._change, row.changes)
        for change in row.continued:
            parts.append(
                _paragraph(_run(", ".join(change.associations), _NAME)
                           + _run(f" {phrase('continues', self.language, id=change.id)}"))
            )  # fmt: skip
        for change in row.arrivals:
            source = f"{place_words(change.place, self.language)} ({change.id})"
            said = phrase("moved-from", self.language, place=source)
            parts.append(
                _paragraph(_run(", ".join(change.associations), _NAME) + _run(f" {said}"))
            )
        return "".join(parts) or _EMPTY

    def _change(self, change: Change) -> str:
        language = self.language
        count = support(len(change.associations), self.everybody, language)
        head = (
            _run(", ".join(change.associations), _BOLD)
            + _run(f" – {count} ", "")
            + _run(f"[{change.id}]", _QUIET)
        )
        who = "; ".join(people(change.supporters, language))
        return (
            _paragraph(head, before=40)
            + _paragraph(self._deed(change))
            + (_paragraph(_run(who, _QUIET)) if who else "")
        )

    def _deed(self, change: Change) -> str:
        """Say what a change does; the placeholders of the sentence become marked words."""
        language = self.language
        old = _DOTTED if change.formatting else _DELETED
        said = ""
        for part in re.split(
            "({old}|{new})", phrase(deed(change), language, old="{old}", new="{new}")
        ):
            if part == "{old}":
                said += _passage(
                    shortened(old_words(change)) or phrase("the-paragraph", language), old
                )
            else:
                said += (
                    _passage(shortened(new_words(change)), _INSERTED)
                    if part == "{new}"
                    else _run(part)
                )
        looks = [formatting_words(entry, language) for entry in change.formatting]
        if change.target is not None:
            goes = place_words(change.target, language)
            looks.append(phrase("moved-to", language, place=goes))
        if change.is_editorial:
            looks.append(phrase("editorial", language))
        return said + (_run(f" ({'; '.join(looks)})") if looks else "")

    def _conflict(self, conflict: Conflict) -> str:
        language = self.language
        words = quoted(conflict.words, language) if conflict.words else ""
        stake = phrase("at-stake", language, words=words or phrase("no-words", language))
        others = "; ".join(
            f"{', '.join(change.associations)} [{change.id}]"
            for key in conflict.changes
            if (change := self.changes.get(key))
        )
        return (
            _paragraph(
                _run(f"{phrase('conflict', language)} {conflict.id}: ", _CLASH)
                + _run(word("rule", conflict.rule, language))
            )
            + _paragraph(_passage(stake, _BOLD))
            + _paragraph(_run(others))
        )

    def _comments(self, row: Row) -> str:
        return "".join(map(self._comment, row.comments)) or _EMPTY

    def _comment(self, comment: Comment) -> str:
        language = self.language
        state = phrase("resolved" if comment.is_resolved else "open", language)
        if comment.is_of_draft:
            state = f"{phrase('of-draft', language)}, {state}"
        who = comment.voice.association or phrase("draft", language)
        parts = [
            _run(who, _BOLD) + _run(f" ({state}) ") + _run(f"[{comment.id}]", _QUIET),
        ]
        if comment.quoted:
            words = phrase("comment-on", language, words=quoted(comment.quoted, language))
            parts.append(_run(words, _QUIET))
        parts += [_lines(comment.text), _run(person(comment.voice, language), _QUIET)]
        for reply in comment.replies:
            name = reply.voice.association or phrase("draft", language)
            parts += [
                _run(f"{phrase('reply', language)} ") + _run(name, _BOLD),
                _lines(reply.text),
                _run(person(reply.voice, language), _QUIET),
            ]
        return "".join(map(_paragraph, filter(None, parts)))


def _table_row(cells: list[str], properties: str = "", shade: str = "") -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    said = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{cell}</w:tc>'
        for width, cell in zip(WIDTHS, cells, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{said}</w:tr>"


def _paragraph(runs: str, before: int = 0) -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="40" w:line="252" w:lineRule="auto"/>'
    return f"<w:p><w:pPr>{spacing}</w:pPr>{runs}</w:p>"


def _run(words: str, look: str = "") -> str:
    if not words:
        return ""
    return (
        f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}"
        f'<w:t xml:space="preserve">{escape(legible(words))}</w:t></w:r>'
    )


def _passage(words: str, look: str) -> str:
    """Return runs in which every line feed shows as the end of a paragraph."""
    *before, last = words.split(MARK)
    said = "".join(_run(f"{line}¶", look) + "<w:r><w:br/></w:r>" for line in before)
    return (said if last else said.removesuffix("<w:r><w:br/></w:r>")) + _run(last, look)


def _lines(words: str) -> str:
    return "<w:r><w:br/></w:r>".join(map(_run, legible(words).split("\n")))
