"""The walk over the XML of one file in one view."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree
from tests.engines.redline.oracle_file import MATH, MC, VML, W14, W15, A, File, R, W, is_w, local
from tests.engines.redline.oracle_model import Block, Cell, Para, Row, Run, Story, Table

View = Literal["accept", "reject", "as-is"]
GONE = {
    "accept": {"del", "moveFrom", "cellDel"},
    "reject": {"ins", "moveTo", "cellIns"},
    "as-is": set[str](),
}
UNSEEN = {"lang", "noProof", "rPrChange", "ins", "del", "moveFrom", "moveTo", "webHidden"}
SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
TRANSPARENT = ("ins", "del", "moveFrom", "moveTo", "smartTag", "customXml", "dir", "bdo")
REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def canonical(element: etree._Element) -> str:
    """Return an element in one line, without session numbers."""
    named = sorted((str(name), str(value)) for name, value in element.items())
    attributes = "".join(
        f" {name.rpartition('}')[2]}={value}"
        for name, value in named
        if "rsid" not in name and not name.startswith((W14, W15))
    )
    inner = "".join(
        canonical(child)
        for child in element
        if isinstance(child.tag, str) and not local(child).endswith("Change")
    )
    return f"<{local(element)}{attributes}>{inner}"


def properties_in(view: View, holder: etree._Element, name: str) -> etree._Element | None:
    """Return `pPr`, `rPr`, … as they are in the view."""
    now = holder.find(W + name)
    if now is None or view != "reject":
        return now
    change = now.find(f"{W}{name}Change")
    return now if change is None else change.find(W + name)


def is_gone(view: View, holder: etree._Element | None) -> bool:
    """Say whether marks inside properties (`w:ins`, `w:cellDel`, …) take their owner away."""
    return holder is not None and any(
        is_w(child, *GONE[view]) and not len(child)
        for child in holder
        if isinstance(child.tag, str)
    )


@dataclass
class Walker:
    """Reads one file in one view."""

    file: File
    view: View
    part: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of the notes referred to, in order."""
    boxes: list[Story] = field(default_factory=list)
    open_marks: dict[str, str] = field(default_factory=dict)
    bookmarks: dict[str, str] = field(default_factory=dict)

    # Blocks

    def story(self, name: str, container: etree._Element, part: str) -> Story:
        saved, self.part = self.part, part
        blocks = self.blocks(container)
        self.part = saved
        return Story(name, blocks)

    def blocks(self, container: etree._Element) -> tuple[Block, ...]:
        """Return the blocks; paragraphs whose mark is gone join the next paragraph."""
        found = list(self._loose(container, ()))
        done: list[Block] = []
        waiting: tuple[Run, ...] = ()
        for place, (block, has_mark) in enumerate(found):
            following = found[place + 1][0] if place + 1 < len(found) else None
            if isinstance(block, Table):
                done.append(block)
                continue
            runs = joined((*waiting, *block.runs))
            waiting = ()
            whole = Para(
                block.style, block.properties, runs, block.mark, block.within, block.section
            )
            if has_mark or following is None:
                done.append(whole)
            elif isinstance(following, Para):
                waiting = runs
            elif runs:
                done.append(whole)
        return tuple(done)

    def _loose(
        self, container: etree._Element, within: tuple[str, ...]
    ) -> Iterator[tuple[Block, bool]]:
        for child in container:
            if is_w(child, "p"):
                yield self._paragraph(child, within)
            elif is_w(child, "tbl"):
                table = self._table(child)
                if table.rows:
                    yield table, True
            elif is_w(child, "sdt"):
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self._loose(content, (*within, tag_of(child)))
            elif is_w(child, "bookmarkStart", "bookmarkEnd"):
                self._bookmark(child)
            elif is_w(child, "customXml", "ins", "del") and local(child) not in GONE[self.view]:
                yield from self._loose(child, within)

    def _paragraph(self, p: etree._Element, within: tuple[str, ...]) -> tuple[Para, bool]:
        now = p.find(W + "pPr")
        mark = now.find(W + "rPr") if now is not None else None
        section = now.find(W + "sectPr") if now is not None else None
        wanted = properties_in(self.view, p, "pPr")
        style, properties = self._paragraph_properties(wanted)
        para = Para(
            style,
            properties,
            joined(self._inline(p, ())),
            self._look(properties_in(self.view, now, "rPr")) if now is not None else (),
            within,
            self._section(section),
        )
        has_mark = not is_gone(self.view, mark)
        if has_mark:
            self._note_bookmarks("\n")
        return para, has_mark

    def _paragraph_properties(self, pPr: etree._Element | None) -> tuple[str, tuple[str, ...]]:  # noqa: N803
        style, found = "", []
        for child in pPr if pPr is not None else ():
            if is_w(child, "pStyle"):
                style = child.get(W + "val", "")
            elif is_w(child, "numPr"):
                found.append(self._numbering(child))
            elif not is_w(child, "rPr", "sectPr", "pPrChange"):
                found.append(canonical(child))
        return self.file.style_names.get(style, style), tuple(sorted(found))

    def _numbering(self, numPr: etree._Element) -> str:  # noqa: N803 - Word's name
        level, number = numPr.find(W + "ilvl"), numPr.find(W + "numId")
        depth = level.get(W + "val", "0") if level is not None else "0"
        return (
            "list "
            + depth
            + " "
            + self.file.list_look(number.get(W + "val", "0") if number is not None else "0", depth)
        )

    def _section(self, sectPr: etree._Element | None) -> str:  # noqa: N803 - Word's name
        if sectPr is None:
            return ""
        change = sectPr.find(W + "sectPrChange")
        wanted = sectPr
        if self.view == "reject" and change is not None:
            old = change.find(W + "sectPr")
            wanted = old if old is not None else sectPr
        references = [
            f"<{local(each)} {each.get(W + 'type')}: "
            f"{self._part_text(self.file.relations(self.part)[each.get(R + 'id', '')][1])}>"
            for each in sectPr
            if is_w(each, "headerReference", "footerReference")
        ]
        return "".join(references) + "".join(
            canonical(each)
            for each in wanted
            if not is_w(each, "headerReference", "footerReference", "sectPrChange")
        )

    def _part_text(self, part: str) -> str:
        root = self.file.root(part)
        return Walker(self.file, self.view).story("", root, part).text if root is not None else "?"

    def _table(self, tbl: etree._Element) -> Table:
        properties = properties_in(self.view, tbl, "tblPr")
        style = properties.find(W + "tblStyle") if properties is not None else None
        name = style.get(W + "val", "") if style is not None else ""
        return Table(
            self.file.style_names.get(name, name),
            loose_properties(properties, "tblStyle", "tblW", "tblLook"),
            tuple(row for row in self._rows(tbl) if row.cells),
        )

    def _rows(self, holder: etree._Element) -> Iterator[Row]:
        for child in holder:
            if is_w(child, "tr"):
                if is_gone(self.view, child.find(W + "trPr")):
                    continue
                properties = loose_properties(
                    properties_in(self.view, child, "trPr"), "ins", "del"
                )
                yield Row(properties, tuple(self._cells(child)))
            elif is_w(child, "sdt", "sdtContent", "customXml"):
                yield from self._rows(child)

    def _cells(self, holder: etree._Element) -> Iterator[Cell]:
        for child in holder:
            if is_w(child, "tc"):
                if is_gone(self.view, child.find(W + "tcPr")):
                    continue
                properties = loose_properties(
                    properties_in(self.view, child, "tcPr"),
                    "tcW",
                    "cellIns",
                    "cellDel",
                    "cellMerge",
                )
                yield Cell(properties, self.blocks(child))
            elif is_w(child, "sdt", "sdtContent", "customXml"):
                yield from self._cells(child)

    # Inside a paragraph

    def _inline(self, holder: etree._Element, around: tuple[str, ...]) -> Iterator[Run]:
        for child in holder:
            if not isinstance(child.tag, str) or local(child) in GONE[self.view]:
                continue
            if is_w(child, "r"):
                yield from self._run(child, around)
            elif is_w(child, "bookmarkStart", "bookmarkEnd"):
                self._bookmark(child)
            elif is_w(child, *TRANSPARENT):
                yield from self._inline(child, around)
            else:
                yield from self._container(child, around)

    def _container(self, child: etree._Element, around: tuple[str, ...]) -> Iterator[Run]:
        if is_w(child, "hyperlink"):
            yield from self._inline(child, (*around, f"link {self._target(child)}"))
        elif is_w(child, "sdt"):
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from self._inline(content, (*around, f"control {tag_of(child)}"))
        elif is_w(child, "fldSimple"):
            yield Run(f"⟨field {child.get(W + 'instr', '').strip()}⟩", around)
            yield from self._inline(child, around)
            yield Run("⟨/field⟩", around)
        elif child.tag in {MATH + "oMath", MATH + "oMathPara"}:
            words = "".join(each.text or "" for each in child.iter(MATH + "t"))
            yield Run(f"⟨math {words}⟩", around)

    def _run(self, run: etree._Element, around: tuple[str, ...]) -> Iterator[Run]:
        look = (*around, *self._look(properties_in(self.view, run, "rPr")))
        for child in run:
            if isinstance(child.tag, str) and (text := self._sign(child)):
                self._note_bookmarks(text)
                yield Run(text, look)

    def _sign(self, child: etree._Element) -> str:  # noqa: PLR0911 - one for each element
        name = local(child)
        if is_w(child, "t", "delText"):
            return child.text or ""
        if is_w(child, "br"):
            return {"page": "\f", "column": "⟨column⟩"}.get(child.get(W + "type", ""), "\n")
        if is_w(child, "fldChar"):
            kinds = {"begin": "⟨field", "separate": "⟩", "end": "⟨/field⟩"}
            return kinds[child.get(W + "fldCharType", "")]
        if is_w(child, "instrText", "delInstrText"):
            return " " + (child.text or "").strip()
        if name in REFERENCES:
            self.notes.append((REFERENCES[name], child.get(W + "id", "")))
            return f"⟨{REFERENCES[name]}⟩"
        if is_w(child, "drawing", "pict", "object") or child.tag == MC + "AlternateContent":
            return self._object(child)
        if is_w(child, "sym"):
            return f"⟨sym {child.get(W + 'font')} {child.get(W + 'char')}⟩"
        return SIGNS.get(name, "") if child.tag.startswith(W) else ""

    def _object(self, element: etree._Element) -> str:
        """Return a sign for a picture or a box; the box's text is a story of its own."""
        chosen = element.find(MC + "Choice") if element.tag == MC + "AlternateContent" else element
        if chosen is None:
            chosen = element
        box = next(chosen.iter(W + "txbxContent"), None)
        if box is not None:
            self.boxes.append(self.story("textbox", box, self.part))
            return "⟨textbox⟩"
        for picture in chosen.iter(A + "blip", VML + "imagedata"):
            relation = picture.get(R + "embed") or picture.get(R + "id") or ""
            target = self.file.relations(self.part).get(relation, ("", ""))[1]
            data = self.file.data.get(target, b"")
            return f"⟨picture {hashlib.sha256(data).hexdigest()[:8]}⟩"
        return f"⟨{local(element)}⟩"

    def _look(self, rPr: etree._Element | None) -> tuple[str, ...]:  # noqa: N803 - Word's name
        found = []
        for child in rPr if rPr is not None else ():
            if is_w(child, "rStyle"):
                name = child.get(W + "val", "")
                found.append(f"style {self.file.style_names.get(name, name)}")
            elif local(child) not in UNSEEN:
                found.append(canonical(child))
        return tuple(sorted(found))

    def _target(self, link: etree._Element) -> str:
        relation = self.file.relations(self.part).get(link.get(R + "id", ""), ("", ""))[1]
        anchor = link.get(W + "anchor")
        return relation + (f"#{anchor}" if anchor else "")

    def _bookmark(self, element: etree._Element) -> None:
        number = element.get(W + "id", "")
        if is_w(element, "bookmarkStart"):
            name = element.get(W + "name", "")
            self.open_marks[number] = name
            self.bookmarks[name] = ""
        else:
            self.open_marks.pop(number, None)

    def _note_bookmarks(self, text: str) -> None:
        for name in self.open_marks.values():
            self.bookmarks[name] += text


def tag_of(sdt: etree._Element) -> str:
    tag = sdt.find(f"{W}sdtPr/{W}tag")
    return tag.get(W + "val", "") if tag is not None else ""


def loose_properties(holder: etree._Element | None, *without: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            canonical(child)
            for child in (holder if holder is not None else ())
            if not is_w(child, *without) and not local(child).endswith("Change")
        )
    )


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    done: list[Run] = []
    for run in runs:
        if done and done[-1].look == run.look:
            done[-1] = Run(done[-1].text + run.text, run.look)
        else:
            done.append(run)
    return tuple(done)
