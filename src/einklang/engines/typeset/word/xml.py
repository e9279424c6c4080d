"""Names and small questions about WordprocessingML, after ISO/IEC 29500-1."""

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml offers the type under no other name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEX = re.compile(r"[0-9A-Fa-f]{1,8}")
_OFF = frozenset({"0", "false", "off", "none"})


def name_of(element: Element) -> str:
    """Return the local name, with a prefix outside the main namespace: "p", "mc:Choice"."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for space, prefix in ((W, ""), (MC, "mc:"), (M, "m:")):
        if tag.startswith(space):
            return prefix + tag[len(space) :]
    return "other:" + tag.rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(W + name, "")


def child_value(parent: Element | None, path: str) -> str:
    """Return `w:val` of a child, named as "numPr/numId"; empty without one."""
    if parent is None:
        return ""
    return value(parent.find("/".join(W + step for step in path.split("/"))))


def toggle(properties: Element | None, name: str) -> bool | None:
    """Say whether a property is on or off, or not stated."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


def hexadecimal(text: str) -> int:
    """Read a number as Word writes codes and flags; 0 for anything else."""
    return int(text, 16) if _HEX.fullmatch(text) else 0


def chosen(alternatives: Element) -> Element | None:
    """Return the one form of mc:AlternateContent that counts: both say the same."""
    choice = alternatives.find(MC + "Choice")
    return choice if choice is not None else alternatives.find(MC + "Fallback")


def paragraphs_of(container: Element) -> list[Element]:
    """List the paragraphs of a cell or note, those of tables in it included, of boxes not."""
    found: list[Element] = []
    for child in container:
        name = name_of(child)
        if name == "p":
            found.append(child)
        elif name in {"sdt", "sdtContent", "customXml", "tbl", "tr", "tc"}:
            found += paragraphs_of(child)
    return found


def texts_below(element: Element) -> Iterator[str]:
    """Yield what is written below, each alternative once, instructions of fields left out."""
    for child in element:
        name = name_of(child)
        if name in {"t", "delText", "m:t"}:
            yield child.text or ""
        elif name in {"tab", "br", "cr", "p"}:
            yield " "
        if name == "mc:AlternateContent":
            form = chosen(child)
            if form is not None:
                yield from texts_below(form)
        elif isinstance(child.tag, str):
            yield from texts_below(child)


def words_below(element: Element) -> str:
    return " ".join("".join(texts_below(element)).split())
