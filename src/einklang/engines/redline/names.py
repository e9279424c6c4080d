"""Namespaces of WordprocessingML, the names of its elements in lxml's notation, its values."""

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


Element = etree._Element  # noqa: SLF001 - lxml has no other name for it
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
"""When something was changed (ISO/IEC 29500-1 section 17.18.9, `ST_DateTime`)."""
LONGEST_NAME = 255
"""Characters of a name in a Word document (ISO/IEC 29500-1 section 17.13.5, `w:author`)."""
LONGEST_NUMBER = 10
"""Digits; ids are below 2**31."""


def w(name: str) -> str:
    """Return a name of the main namespace: `w("p")`."""
    return f"{{{W}}}{name}"


def whole_number(text: str | None) -> int:
    """Return the number in an attribute; -1 for none, and for one that no document means."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        return -1
    return int(text)


def child_of(parent: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child with a name; ten times as fast as `find`."""
    return next(parent.iterchildren(tag), None)


def texts_in(element: etree._Element, *tags: str) -> str:
    """Return the text of the elements with these names inside another, all joined."""
    return "".join(map(str, element.itertext(*tags)))


def clone_shell(element: etree._Element) -> etree._Element:
    """Return an element with the same name and attributes, and nothing in it."""
    shell = etree.Element(str(element.tag), nsmap=dict(element.nsmap))  # type: ignore[arg-type]  # a default namespace is fine
    for name, value in element.attrib.items():
        shell.set(name, value)
    return shell


def drop_attribute(element: etree._Element, name: str) -> None:
    """Take an attribute away if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def w14(name: str) -> str:
    return f"{{{W14}}}{name}"


def w15(name: str) -> str:
    return f"{{{W15}}}{name}"


def r(name: str) -> str:
    return f"{{{R}}}{name}"
