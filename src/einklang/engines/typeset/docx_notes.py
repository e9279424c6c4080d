"""Footnotes and lists of the Word document: the parts that stand beside its body."""

from collections.abc import Callable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from einklang.engines.typeset import docx_xml as xml
from einklang.engines.typeset.model import DEEPEST_LIST, Footnote, Inlines, Signs

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FORMS: dict[Signs, str] = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_BULLETS = ("•", "–", "•", "–", "•")
_STEP = 360
# Word keeps these two numbers for the rules between text and notes.
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0"'
    f' w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{sign}/></w:r></w:p></w:footnote>'
    for kind, number, sign in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)
_OWN_SIGN = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'


class Notes:
    """The footnotes of one document, numbered as they are met."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.links: dict[str, str] = {}
        self.is_open = False
        """Whether a note is being written: its links belong to its own part."""

    def reference(self, note: Footnote, written: Callable[[Inlines], str]) -> str:
        """Write a note and return the sign that points to it."""
        number = len(self.written) + 1
        self.is_open = True
        content = f"{_OWN_SIGN}{xml.run(' ')}{written(note.inlines)}"
        self.is_open = False
        self.written.append(
            f'<w:footnote w:id="{number}">{xml.paragraph(content, "FootnoteText")}</w:footnote>'
        )
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )

    def relation(self, url: str) -> str:
        return self.links.setdefault(url, f"rId{len(self.links) + 1}")

    def attach(self, main: Any) -> None:
        """Add the part with the notes to the document, if there are any."""
        if not self.written:
            return
        content = f"<w:footnotes {xml.NAMESPACES}>{_RULES}{''.join(self.written)}</w:footnotes>"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        part = Part(
            PackURI("/word/footnotes.xml"), _CONTENT_TYPE, (head + content).encode(), main.package
        )
        for url, relation in self.links.items():
            part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, url, relation, is_external=True)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = main.settings.element
        settings.find(qn("w:compat")).addprevious(
            parse_xml(
                f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
                "</w:footnotePr>"
            )
        )


class Numbering:
    """The lists of one document: one for all bullets, one for each that is numbered."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.bullets = self._define("bullet", list(_BULLETS))
        self._abstracts: dict[Signs, int] = {}

    def fresh(self, signs: Signs, start: int, level: int) -> int:
        """Return a list that begins where it is told, rather than after the last one."""
        if signs not in self._abstracts:
            texts = [f"%{place + 1}." for place in range(DEEPEST_LIST)]
            made = self._define(_FORMS[signs], texts)
            self._abstracts[signs] = self.root.num_having_numId(made).abstractNumId.val
        fresh = self.root.add_num(self._abstracts[signs])
        fresh.add_lvlOverride(ilvl=level).add_startOverride(start)
        return int(fresh.numId)

    def _define(self, form: str, texts: list[str]) -> int:
        taken = [int(one.get(qn("w:abstractNumId"))) for one in self._abstract_elements()]
        number = max(taken, default=-1) + 1
        levels = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{_STEP * (place + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
            for place, text in enumerate(texts)
        )
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
        # All of them stand before the first w:num: ISO/IEC 29500-1, 17.9.16.
        self.root.find(qn("w:num")).addprevious(abstract)
        return int(self.root.add_num(number).numId)

    def _abstract_elements(self) -> list[Any]:
        return list(self.root.findall(qn("w:abstractNum")))
