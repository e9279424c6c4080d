"""Parses and writes the XML of a part without trusting it."""

import re

from lxml import etree

from einklang.engines.redline.errors import RedlineError, UnreadableFileError, UnsafeFileError

# 500 pages of Word's most talkative XML have about 600,000 tags.
MAX_TAGS = 3_000_000
# Word's revision marks give a tag up to six attributes; text has equals signs of its own.
MAX_ATTRIBUTES = 6_000_000

DOCTYPE = b"<!DOCTYPE"
WIDE_DOCTYPES = ("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))

DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
# Parts are UTF-8 or UTF-16 (ISO/IEC 29500-2, annex E). In others, UTF-7 for one, a DOCTYPE could
# be written so that no scan of the bytes finds it.
ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii"})
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0?\0", b"\0<\0?")
"""How UTF-16 begins, with or without a byte order mark."""

PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


def refuse_doctype(data: bytes, *, file: str, part: str) -> None:
    """Look for a document type declaration, which no part may have (ISO/IEC 29500-2, annex E).

    :raises UnsafeFileError: if there is one: entities come with it.
    """
    # Only UTF-16 has zero bytes, and looking for one byte costs nothing.
    is_wide = b"\0" in data
    if DOCTYPE in data or (is_wide and any(sign in data for sign in WIDE_DOCTYPES)):
        raise UnsafeFileError("doctype", file=file, part=part)


def parse(data: bytes, *, file: str, part: str) -> etree._Element:
    """Return the root of a part's XML, without comments and processing instructions.

    :raises UnreadableFileError: if it is not well-formed or in an encoding that packages lack.
    :raises UnsafeFileError: if it has a DOCTYPE, too many elements or too deep ones.
    """
    refuse_doctype(data, file=file, part=part)
    _refuse_encoding(data, file=file, part=part)
    # A tree takes over a hundred bytes a node, so nodes are counted while they are still text.
    # What has fewer bytes than that needs no counting.
    if len(data) > MAX_TAGS and (data.count(b"<") > MAX_TAGS or data.count(b"=") > MAX_ATTRIBUTES):
        raise UnsafeFileError("too-many-elements", file=file, part=part)
    try:
        return etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, file=file, part=part) from error


def serialise(root: etree._Element) -> bytes:
    """Return a part's XML as Word writes it: UTF-8, with a declaration, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _refuse_encoding(data: bytes, *, file: str, part: str) -> None:
    if data.startswith(WIDE):
        return
    declared = DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    known = declared is None or declared[1].lower() in ENCODINGS
    # Without a declaration and a byte order mark it is UTF-8, in which no zero byte stands.
    if not known or b"\0" in data[:4]:
        raise UnreadableFileError("odd-encoding", file=file, part=part)


def _refusal(error: etree.XMLSyntaxError, *, file: str, part: str) -> RedlineError:
    # libxml2 names its switch in the message of each of its limits, in every version.
    if "XML_PARSE_HUGE" not in str(error):
        return UnreadableFileError("broken-xml", file=file, part=part)
    code = "too-deep" if "depth" in str(error) else "too-many-elements"
    return UnsafeFileError(code, file=file, part=part)
