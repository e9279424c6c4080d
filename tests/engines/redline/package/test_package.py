"""A package is read lazily, changed part by part and written the same way every time."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from tests.engines.redline.package.containers import (
    OFFICE,
    W,
    content_types,
    document,
    pack,
    relationships,
    word_parts,
)

from einklang.engines.redline.errors import UnreadableFileError, UnsafeFileError
from einklang.engines.redline.names import w
from einklang.engines.redline.package.package import ROOT, Package
from einklang.engines.redline.package.relationships import Relationship, is_remote

COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
RELS = "word/_rels/document.xml.rels"


def read(parts: dict[str, bytes]) -> Package:
    return Package.read(pack(parts), name="entwurf.docx")


def unpacked(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_package_knows_its_name_parts_and_main_part() -> None:
    package = read(word_parts())

    assert package.name == "entwurf.docx"
    assert package.parts == ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    assert package.main == "word/document.xml"
    assert package.data("word/document.xml") == document()
    assert package.content_type("_rels/.rels") == (
        "application/vnd.openxmlformats-package.relationships+xml"
    )
    assert package.content_type("word/media/image1.png") == ""


def test_package_reads_a_path(tmp_path: Path) -> None:
    path = tmp_path / "entwurf.docx"
    path.write_bytes(pack(word_parts()))

    assert Package.read(path, name="entwurf.docx").root("word/document.xml").tag == w("document")


def test_main_part_is_found_wherever_it_is() -> None:
    parts = {
        "[Content_Types].xml": content_types(main="dokument/haupt.xml"),
        "_rels/.rels": relationships(
            ("rId3", "extended-properties", "docProps/app.xml"),
            ("rId1", "officeDocument", "/Dokument/haupt.xml"),
        ),
        "dokument/haupt.xml": document(),
    }

    assert read(parts).main == "dokument/haupt.xml"


def test_main_part_that_is_missing_is_refused() -> None:
    parts = word_parts()
    del parts["word/document.xml"]

    with pytest.raises(UnreadableFileError) as caught:
        read(parts)

    assert caught.value.code == "part-missing"
    assert str(caught.value) == (
        "In „entwurf.docx“ fehlt ein Teil („word/document.xml“). "
        "Bitte in Word öffnen, reparieren lassen und neu als .docx speichern."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” lacks a part (“word/document.xml”). "
        "Please open it in Word, let Word repair it and save it as .docx anew."
    )


def test_strict_document_is_refused() -> None:
    strict = relationships(("rId1", "officeDocument", "word/document.xml")).replace(
        OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )

    with pytest.raises(UnreadableFileError) as caught:
        read(word_parts() | {"_rels/.rels": strict})

    assert caught.value.code == "strict"
    assert str(caught.value) == (
        "„entwurf.docx“ hat das Format „Strict Open XML“. "
        "Bitte in Word als gewöhnliches „Word-Dokument (.docx)“ speichern."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” has the format “Strict Open XML”. "
        "Please save it in Word as an ordinary “Word Document (.docx)”."
    )


def test_root_is_parsed_once_without_comments_and_instructions() -> None:
    text = f"<?mso x?><w:document xmlns:w='{W}'><!-- nein --><w:body/></w:document>"
    package = read(word_parts() | {"word/document.xml": text.encode()})

    root = package.root("word/document.xml")

    assert [each.tag for each in root.iter()] == [w("document"), w("body")]
    assert package.root("Word/Document.xml") is root
    assert package.data("word/document.xml") == text.encode()


def test_untouched_parts_are_written_byte_for_byte() -> None:
    parts = word_parts() | {
        "word/styles.xml": b"<styles  a='1'\n/>",
        "word/media/image1.png": b"\x89PNG\0\1",
    }

    assert unpacked(read(parts).to_bytes()) == parts


def test_package_is_written_the_same_every_time_with_the_content_types_first() -> None:
    parts = dict(reversed(word_parts().items())) | {"word/media/image1.png": b"\x89PNG"}

    packed = read(parts).to_bytes()

    assert packed == read(parts).to_bytes() == Package.read(packed, name="x").to_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [(each.filename, each.compress_type) for each in archive.infolist()] == [
            ("[Content_Types].xml", zipfile.ZIP_DEFLATED),
            ("word/document.xml", zipfile.ZIP_DEFLATED),
            ("_rels/.rels", zipfile.ZIP_DEFLATED),
            ("word/media/image1.png", zipfile.ZIP_STORED),
        ]
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_edited_part_is_written_as_it_is_now() -> None:
    package = read(word_parts())
    text = package.edit("word/document.xml")[0][0][0][0]

    text.text = "Wir fordern zwölf Euro."

    changed = DECLARATION + document("<w:p><w:r><w:t>Wir fordern zwölf Euro.</w:t></w:r></w:p>")
    assert package.data("word/document.xml") == changed
    assert unpacked(package.to_bytes()) == word_parts() | {"word/document.xml": changed}


def test_copy_can_be_changed_on_its_own() -> None:
    package = read(word_parts())
    package.edit("word/document.xml").set("mark", "1")
    copy = package.copy()

    copy.edit("word/document.xml").set("mark", "2")

    assert package.root("word/document.xml").get("mark") == "1"
    assert copy.root("word/document.xml").get("mark") == "2"
    assert copy.name == "entwurf.docx"


def test_part_is_added_with_its_content_type() -> None:
    package = read(word_parts())
    comments = etree.fromstring(f"<w:comments xmlns:w='{W}'/>")

    package.add_part("word/comments.xml", COMMENTS, comments)
    package.add_part("docProps/app.xml", "application/xml", b"<Properties/>")

    comments.set("later", "1")
    assert package.root("word/comments.xml") is comments
    found = unpacked(package.to_bytes())
    assert found == word_parts() | {
        "[Content_Types].xml": DECLARATION
        + content_types().replace(
            b"</Types>",
            f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS}"/></Types>'.encode(),
        ),
        "word/comments.xml": DECLARATION + f'<w:comments xmlns:w="{W}" later="1"/>'.encode(),
        "docProps/app.xml": b"<Properties/>",
    }


def test_part_is_replaced_whatever_the_case_of_its_name() -> None:
    package = read(word_parts())
    package.edit("word/document.xml").set("mark", "1")

    package.add_part("Word/document.xml", "application/xml", b"<neu/>")

    assert package.parts == ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    assert package.data("word/document.xml") == b"<neu/>"
    assert package.root("word/document.xml").tag == "neu"
    assert package.content_type("word/document.xml") == "application/xml"


def test_relationships_are_found_by_id_and_type() -> None:
    parts = word_parts() | {
        RELS: relationships(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "hyperlink", "https://example.org/", "External"),
            ("rId2", "hyperlink", "https://example.org/zwei", "External"),
            ("rId5", "hyperlink", "https://example.org/fünf", "External"),
        )
    }

    found = read(parts).relationships("word/document.xml")

    assert found.get("rId1") == Relationship("rId1", f"{OFFICE}/styles", "styles.xml")
    assert found.get("rId9") is None
    assert found.of_type("hyperlink") == [
        Relationship("rId2", f"{OFFICE}/hyperlink", "https://example.org/", is_external=True),
        Relationship("rId5", f"{OFFICE}/hyperlink", "https://example.org/fünf", is_external=True),
    ]
    assert [each.kind for each in found] == ["styles", "hyperlink", "hyperlink"]


def test_relationship_is_added_once_and_written() -> None:
    rows = (("rId2", "styles", "styles.xml"), ("RID3", "fontTable", "fontTable.xml"))
    package = read(word_parts() | {RELS: relationships(*rows)})
    found = package.relationships("word/document.xml")

    assert found.add(f"{OFFICE}/styles", "styles.xml") == "rId2"
    assert package.data(RELS) == relationships(*rows)
    assert found.add(f"{OFFICE}/hyperlink", "https://example.org/", external=True) == "rId4"
    assert found.add(f"{OFFICE}/hyperlink", "https://example.org/", external=True) == "rId4"
    assert found.add(f"{OFFICE}/comments", "comments.xml") == "rId5"

    assert package.relationships("Word/document.xml") is found
    assert unpacked(package.to_bytes())[RELS] == DECLARATION + relationships(
        *rows,
        ("rId4", "hyperlink", "https://example.org/", "External"),
        ("rId5", "comments", "comments.xml"),
    )


def test_relationships_of_a_part_that_had_none_are_written() -> None:
    package = read(word_parts())

    package.relationships(package.main).add(f"{OFFICE}/comments", "comments.xml")

    assert package.parts == (*word_parts(), RELS)
    assert package.data(RELS) == DECLARATION + relationships(("rId1", "comments", "comments.xml"))
    package.relationships(package.main).add(f"{OFFICE}/settings", "settings.xml")
    assert Package.read(package.to_bytes(), name="x").relationships(package.main).get(
        "rId2"
    ) == Relationship("rId2", f"{OFFICE}/settings", "settings.xml")


def test_relationships_of_the_package_itself_are_kept_under_its_root() -> None:
    assert read(word_parts()).relationships(ROOT).get("rId1") == Relationship(
        "rId1", f"{OFFICE}/officeDocument", "word/document.xml"
    )


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("styles.xml", "word/styles.xml"),
        ("./media/../styles.xml", "word/styles.xml"),
        ("../docProps/app.xml", "docProps/app.xml"),
        ("/customXml/item1.xml", "customXml/item1.xml"),
        ("//word/styles.xml", "word/styles.xml"),
        ("../../../etc/passwd", "etc/passwd"),
        ("media/bild%201.png", "word/media/bild 1.png"),
        ("DOCUMENT.xml#anfang", "word/document.xml"),
    ],
)
def test_target_is_resolved_inside_the_package(target: str, name: str) -> None:
    package = read(word_parts())

    assert package.resolve("word/document.xml", Relationship("rId1", "", target)) == name


def test_related_part_is_found_when_it_exists() -> None:
    parts = word_parts() | {
        "word/styles.xml": b"<styles/>",
        RELS: relationships(
            ("rId1", "styles", "https://example.org/word/styles.xml"),
            ("rId2", "styles", "Styles.xml"),
            ("rId3", "comments", "comments.xml"),
            ("rId4", "hyperlink", "styles.xml", "External"),
        ),
    }
    package = read(parts)

    assert package.related("word/document.xml", "styles") == "word/styles.xml"
    assert package.related("word/document.xml", "comments") is None
    assert package.related("word/document.xml", "footnotes") is None
    assert package.related("word/document.xml", "hyperlink") is None


def test_missing_part_is_an_error_of_ours() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(word_parts()).data("word/styles.xml")

    assert caught.value.values == {"file": "entwurf.docx", "part": "word/styles.xml"}


def test_broken_xml_stops_only_whoever_needs_it() -> None:
    package = read(word_parts() | {"customXml/item1.xml": b"<a><b></a>"})

    with pytest.raises(UnreadableFileError) as caught:
        package.root("customXml/item1.xml")

    assert caught.value.code == "broken-xml"
    assert str(caught.value) == (
        "„entwurf.docx“ ist beschädigt (in „customXml/item1.xml“). "
        "Bitte in Word öffnen, reparieren lassen und neu als .docx speichern."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” is damaged (in “customXml/item1.xml”). "
        "Please open it in Word, let Word repair it and save it as .docx anew."
    )
    assert unpacked(package.to_bytes())["customXml/item1.xml"] == b"<a><b></a>"


DOCTYPE = '<!DOCTYPE a [<!ENTITY e "ja">]><a>&e;</a>'


@pytest.mark.parametrize("part", ["customXml/item1.xml", "word/_rels/x.xml.rels", "word/x.VML"])
@pytest.mark.parametrize(
    "data",
    [
        DOCTYPE.encode(),
        f"<!-- {'x' * 9000} -->{DOCTYPE}".encode(),
        DOCTYPE.encode("utf-16"),
        DOCTYPE.encode("utf-16-le"),
        b"\xfe\xff" + DOCTYPE.encode("utf-16-be"),
    ],
    ids=["utf-8", "late", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_doctype_is_refused_in_every_part(part: str, data: bytes) -> None:
    with pytest.raises(UnsafeFileError) as caught:
        read(word_parts() | {part: data})

    assert caught.value.code == "doctype"
    assert str(caught.value) == (
        f"„entwurf.docx“ enthält eine DOCTYPE-Angabe (in „{part}“), die gefährlich sein kann. "
        "Bitte in Word öffnen und neu als .docx speichern."
    )
    assert caught.value.message("en") == (
        f"“entwurf.docx” contains a DOCTYPE (in “{part}”), which can be dangerous. "
        "Please open it in Word and save it as .docx anew."
    )


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a>',
        b'\xef\xbb\xbf<?xml version="1.0" encoding="EBCDIC-CP-DE"?><a/>',
        "<a/>".encode("utf-32-be"),
        "<a/>".encode("utf-16-be"),
    ],
)
def test_odd_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(word_parts() | {"word/document.xml": data}).root("word/document.xml")

    assert caught.value.code == "odd-encoding"
    assert str(caught.value) == (
        "„entwurf.docx“ hat eine ungewöhnliche Zeichenkodierung (in „word/document.xml“). "
        "Bitte in Word öffnen und neu als .docx speichern."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” has an unusual character encoding (in “word/document.xml”). "
        "Please open it in Word and save it as .docx anew."
    )


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0" encoding="UTF-8"?><a>ü</a>'.encode(),
        '\ufeff<?xml version="1.0"?><a>ü</a>'.encode(),
        '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16LE"?><a>ü</a>'.encode("utf-16-le"),
    ],
)
def test_encodings_of_packages_are_read(data: bytes) -> None:
    assert read(word_parts() | {"word/x.xml": data}).root("word/x.xml").text == "ü"


def test_nesting_without_end_is_refused() -> None:
    deep = b"<a>" * 300 + b"</a>" * 300

    with pytest.raises(UnsafeFileError) as caught:
        read(word_parts() | {"word/x.xml": deep}).root("word/x.xml")

    assert caught.value.code == "too-deep"
    assert str(caught.value) == (
        "„entwurf.docx“ ist zu tief verschachtelt (in „word/x.xml“), etwa durch Tabellen in "
        "Tabellen. Bitte in Word vereinfachen und neu speichern."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” is nested too deeply (in “word/x.xml”), perhaps by tables within tables. "
        "Please simplify it in Word and save again."
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" + b"<b/>" * 3_000_000 + b"</a>",
        b"<a b='" + b"=" * 6_000_001 + b"'/>",
        b"<a>" + b"x" * 10_100_000 + b"</a>",
    ],
    ids=["elements", "attributes", "one long text"],
)
def test_part_beyond_measure_is_refused(data: bytes) -> None:
    package = read(word_parts())
    package.add_part("word/x.xml", "application/xml", data)

    with pytest.raises(UnsafeFileError) as caught:
        package.root("word/x.xml")

    assert caught.value.code == "too-many-elements"
    assert str(caught.value) == (
        "„entwurf.docx“ ist zu umfangreich (in „word/x.xml“). "
        "Bitte das Dokument in mehrere Dateien teilen."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” is too extensive (in “word/x.xml”). "
        "Please split the document into several files."
    )


def test_macros_under_another_name_are_refused() -> None:
    types = content_types().replace(
        b"</Types>",
        b'<Override PartName="/word/harmlos.bin" '
        b'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )

    with pytest.raises(UnsafeFileError) as caught:
        read(word_parts() | {"[Content_Types].xml": types, "word/harmlos.bin": b"\0"})

    assert caught.value.code == "macros"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://example.org/zaehlpixel.png"),
        ("image", "\\\\server\\bild.png"),
        ("oleObject", "https://example.org/x.bin"),
        ("oleObject", "file:///C:/x.bin"),
        ("subDocument", "teil2.docx"),
        ("frame", "https://example.org/"),
        ("aFChunk", "https://example.org/x.html"),
        ("mailMergeSource", "file:///C:/adressen.xlsx"),
    ],
)
def test_relationship_that_loads_content_is_refused(kind: str, target: str) -> None:
    loading = relationships(("rId1", kind, target, "External"))

    with pytest.raises(UnsafeFileError) as caught:
        read(word_parts() | {"word/_rels/settings.xml.rels": loading})

    assert caught.value.code == "loads-content"
    assert str(caught.value) == (
        f"„entwurf.docx“ lädt beim Öffnen etwas von „{target}“ ({kind}). Bitte die Verknüpfung "
        "in Word lösen (Datei > Informationen > Verknüpfungen mit Dateien) und neu speichern."
    )
    assert caught.value.message("en") == (
        f"“entwurf.docx” loads something from “{target}” ({kind}) when opened. Please break the "
        "link in Word (File > Info > Edit Links to Files) and save again."
    )


def test_template_on_the_web_is_refused() -> None:
    loading = relationships(
        ("rId1", "attachedTemplate", " HTTPS://example.org/vorlage.dotm", "External")
    )

    with pytest.raises(UnsafeFileError) as caught:
        read(word_parts() | {"word/_rels/settings.xml.RELS": loading})

    assert caught.value.code == "remote-template"
    assert str(caught.value) == (
        "„entwurf.docx“ holt beim Öffnen eine Vorlage aus dem Netz "
        "(„ HTTPS://example.org/vorlage.dotm“). Bitte in Word unter Entwicklertools > "
        "Dokumentvorlage eine eigene Vorlage anfügen und speichern."
    )
    assert caught.value.message("en") == (
        "“entwurf.docx” fetches a template from the web when opened "
        "(“ HTTPS://example.org/vorlage.dotm”). Please attach a template of your own in Word "
        "under Developer > Document Template and save again."
    )


def test_template_on_a_file_server_is_left_out_of_what_we_write() -> None:
    rows = (("rId2", "hyperlink", "https://example.org/", "External"),)
    template = ("rId1", "attachedTemplate", "file:///\\\\server\\brief.dotm", "External")
    settings = f'<w:settings xmlns:w="{W}" xmlns:r="{OFFICE}">{{}}<w:zoom/></w:settings>'
    package = read(
        word_parts()
        | {
            "word/settings.xml": settings.format('<w:attachedTemplate r:id="rId1"/>').encode(),
            "word/_rels/settings.xml.rels": relationships(template, *rows),
        }
    )

    assert unpacked(package.to_bytes()) == word_parts() | {
        "word/settings.xml": DECLARATION + settings.format("").encode(),
        "word/_rels/settings.xml.rels": DECLARATION + relationships(*rows),
    }


def test_harmless_relationships_are_accepted() -> None:
    harmless = relationships(
        ("rId1", "hyperlink", "https://example.org/", "External"),
        ("rId2", "hyperlink", "\\\\server\\ordner", "external"),
        ("rId3", "attachedTemplate", "file:///C:/Users/Kim/Normal.dotm", "External"),
        ("rId4", "image", "C:\\Bilder\\logo.png", "External"),
        ("rId5", "oleObject", "embeddings/oleObject1.bin"),
    )

    assert len(list(read(word_parts() | {RELS: harmless}).relationships("word/document.xml"))) == 5


@pytest.mark.parametrize(
    ("target", "remote"),
    [
        ("https://example.org/x", True),
        ("  HTTP://example.org/x", True),
        ("mhtml:http://example.org/x", True),
        ("\\\\server\\x", True),
        ("//server/x", True),
        ("%5C%5Cserver/x", True),
        ("file://server/x", True),
        ("file:\\\\server\\x", True),
        ("file:////server/x", True),
        ("file:///\\\\server\\x", True),
        ("file:///C:/x", False),
        ("file://C:/x", False),
        ("file://localhost/x", False),
        ("file:/x", False),
        ("file:x", False),
        ("C:\\x", False),
        ("/x", False),
        ("..\\x", False),
        ("x.dotm", False),
    ],
)
def test_remote_targets_are_told_from_local_ones(target: str, remote: bool) -> None:  # noqa: FBT001
    assert is_remote(target) is remote
