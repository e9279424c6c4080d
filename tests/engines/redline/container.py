"""The package around the parts of a test document: relationships, content types, zip."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tests.engines.redline import skeleton
from tests.engines.redline.skeleton import HEAD
from tests.engines.redline.workpiece import Build

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROOT_RELATIONS = (
    (f"{skeleton.RELATIONS}/officeDocument", "word/document.xml", False),
    (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
    (f"{skeleton.RELATIONS}/extended-properties", "docProps/app.xml", False),
)
CONTENT_TYPES = {
    "document": "document.main",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
}


def packed(build: Build, parts: Mapping[str, str], author: str, on: str) -> bytes:
    """Return the file with these parts of `word/` and what belongs around them."""
    build.part = "document"
    for name in parts:
        if name not in CONTENT_TYPES and name != "commentsExtended":
            build.relate(name, f"{name}.xml")
    threads = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    if "commentsExtended" in parts:
        build.relations["document"].append((threads, "commentsExtended.xml", False))
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships(ROOT_RELATIONS),
        "docProps/core.xml": skeleton.core_properties(author, on),
        "docProps/app.xml": skeleton.app_properties(),
    }
    files |= {f"word/{name}.xml": xml for name, xml in parts.items()}
    files |= {f"word/{name}": data for name, data in build.media.items()}
    for name, relations in build.relations.items():
        files[f"word/_rels/{name}.xml.rels"] = _relationships(relations)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def _content_types(parts: Iterable[str]) -> str:
    base = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "application/vnd.openxmlformats-package"
    office = "application/vnd.openxmlformats-officedocument"
    overrides = {
        f"/word/{name}.xml": f"{skeleton.W_TYPES}.{CONTENT_TYPES.get(name, name)}+xml"
        for name in parts
    } | {
        "/docProps/core.xml": f"{package}.core-properties+xml",
        "/docProps/app.xml": f"{office}.extended-properties+xml",
    }
    return (
        f'{HEAD}<Types xmlns="{base}"><Default Extension="rels" '
        f'ContentType="{package}.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>'
            for name, kind in overrides.items()
        )
        + "</Types>"
    )


def _relationships(relations: Sequence[tuple[str, str, bool]]) -> str:
    base = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'{HEAD}<Relationships xmlns="{base}">'
        + "".join(
            f'<Relationship Id="rId{place + 1}" Type="{kind}" Target={quoteattr(target)}'
            + ' TargetMode="External"' * external
            + "/>"
            for place, (kind, target, external) in enumerate(relations)
        )
        + "</Relationships>"
    )


def one_range_a_move(build: Build, xml: str) -> str:
    """Set the range marks of moves: one pair a move, however many paragraphs it runs over."""
    for kind, name, author in dict.fromkeys(re.findall(r"<!--start (\w+) (\S*) (.*?)-->", xml)):
        number = build.new_id()
        start, end = f"<!--start {kind} {name} {author}-->", f"<!--end {kind} {name}-->"
        opened = (
            f'<w:{kind}RangeStart w:id="{number}" w:author={quoteattr(author)} '
            f'w:date="{build.on}" w:name={quoteattr(name)}/>'
        )
        before, _, after = xml.partition(start)
        xml = before + opened + after.replace(start, "")
        before, _, after = xml.rpartition(end)
        xml = before.replace(end, "") + f'<w:{kind}RangeEnd w:id="{number}"/>' + after
    return xml
