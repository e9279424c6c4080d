"""Every file that is no sound .docx gets an answer of its own."""

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines.redline.package.containers import (
    bomb,
    content_types,
    ole2,
    pack,
    pack_by_hand,
    relationships,
    word_parts,
)

from einklang.engines.redline.errors import RedlineError, UnreadableFileError, UnsafeFileError
from einklang.engines.redline.package.archive import read_archive
from einklang.engines.redline.package.package import Package

MEGABYTE = 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODT = b"application/vnd.oasis.opendocument.text"


def test_archive_returns_all_parts_in_their_order() -> None:
    parts = word_parts() | {"word/media/image1.png": b"\x89PNG"}

    found = read_archive(pack(parts), "entwurf.docx")

    assert list(found.items()) == list(parts.items())


def test_archive_reads_a_path_as_it_reads_bytes(tmp_path: Path) -> None:
    path = tmp_path / "entwurf.docx"
    path.write_bytes(pack(word_parts()))

    assert read_archive(path, "entwurf.docx") == word_parts()


def test_archive_leaves_out_folders() -> None:
    folder = {"word/": b""}

    assert read_archive(pack(folder | word_parts()), "entwurf.docx") == word_parts()


def test_archive_reads_parts_that_are_not_compressed() -> None:
    packed = pack(word_parts(), zipfile.ZIP_STORED)

    assert read_archive(packed, "entwurf.docx") == word_parts()


def encrypted() -> bytes:
    return pack_by_hand([(b"word/document.xml", b"<w/>")], flags=1)


def typed(content_type: str) -> bytes:
    return pack(word_parts() | {"[Content_Types].xml": content_types(content_type)})


def cut() -> bytes:
    whole = pack(word_parts())
    return whole[: len(whole) // 2]


def garbled() -> bytes:
    whole = bytearray(pack(word_parts()))
    whole[60:90] = b"?" * 30
    return bytes(whole)


def named(name: bytes) -> bytes:
    return pack_by_hand([(b"[Content_Types].xml", content_types()), (name, b"x")])


def many(count: int) -> bytes:
    return pack({f"word/{number}.xml": b"" for number in range(count)}, zipfile.ZIP_STORED)


def understated() -> bytes:
    return bomb(entries=1, megabytes=20, claim=1000)


def noise() -> bytes:
    return bytes(random.Random(1).randbytes(4000))  # noqa: S311 - not for secrets


REFUSED: dict[str, tuple[bytes, type[RedlineError], str]] = {
    "empty": (b"", UnreadableFileError, "empty-file"),
    "old Word": (ole2("Root Entry", "1Table", "WordDocument"), UnreadableFileError, "old-word"),
    "old Excel": (ole2("Root Entry", "Workbook"), UnreadableFileError, "old-office"),
    "password": (
        ole2("Root Entry", "EncryptionInfo", "EncryptedPackage"),
        UnreadableFileError,
        "password",
    ),
    "encrypted archive": (encrypted(), UnreadableFileError, "encrypted-archive"),
    "OpenDocument": (
        pack({"mimetype": ODT, "content.xml": b"<office/>"}),
        UnreadableFileError,
        "opendocument",
    ),
    "macro type": (typed(DOCM), UnsafeFileError, "macros"),
    "macro part": (pack(word_parts() | {"word/vbaProject.bin": b"\0"}), UnsafeFileError, "macros"),
    "template": (typed(DOTX), UnreadableFileError, "template"),
    "workbook": (typed(XLSX), UnreadableFileError, "spreadsheet"),
    "slides": (typed(PPTX), UnreadableFileError, "presentation"),
    "RTF": (b"{\\rtf1\\ansi Wir fordern zehn Euro.}", UnreadableFileError, "rtf"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", UnreadableFileError, "pdf"),
    "web page": (
        b"<!DOCTYPE html>\n<html><body>Wir fordern</body></html>",
        UnreadableFileError,
        "web-page",
    ),
    "Word XML": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package/>',
        UnreadableFileError,
        "word-xml",
    ),
    "text": ("Wir fordern zehn Euro für jeden.\r\n".encode(), UnreadableFileError, "plain-text"),
    "wide text": ("Wir fordern zehn Euro.".encode("utf-16"), UnreadableFileError, "plain-text"),
    "noise": (noise(), UnreadableFileError, "not-docx"),
    "other archive": (
        pack({"fotos/gruppe.jpg": b"\xff\xd8"}),
        UnreadableFileError,
        "no-word-document",
    ),
    "package without a document": (
        pack(word_parts() | {"_rels/.rels": relationships()}),
        UnreadableFileError,
        "no-word-document",
    ),
    "package of something else": (
        typed("application/vnd.ms-visio.drawing.main+xml"),
        UnreadableFileError,
        "no-word-document",
    ),
    "truncated": (cut(), UnreadableFileError, "damaged"),
    "garbled": (garbled(), UnreadableFileError, "damaged"),
    "understated bomb": (understated(), UnreadableFileError, "damaged"),
    "LZMA": (pack(word_parts(), zipfile.ZIP_LZMA), UnreadableFileError, "odd-compression"),
    "200 MB": (bytes(200 * MEGABYTE), UnreadableFileError, "too-big"),
    "bomb": (bomb(), UnsafeFileError, "bomb"),
    "bomb by ratio": (bomb(entries=1, megabytes=5), UnsafeFileError, "bomb"),
    "bomb in pieces": (bomb(entries=30, megabytes=3), UnsafeFileError, "bomb"),
    "too many parts": (many(2001), UnsafeFileError, "too-many-parts"),
    "far too many parts": (
        b"PK\x03\x04" + b"PK\x01\x02" * 8001,
        UnsafeFileError,
        "too-many-parts",
    ),
    "doubled name": (
        pack(word_parts() | {"Word/Document.xml": b"<w/>"}),
        UnsafeFileError,
        "doubled-part",
    ),
    "name that climbs": (named(b"word/../../etc/passwd"), UnsafeFileError, "bad-part-name"),
}

MESSAGES: dict[str, tuple[str, str]] = {
    "empty-file": (
        "„rück.docx“ ist leer. Bitte noch einmal als .docx speichern und neu senden.",
        "“rück.docx” is empty. Please save it as .docx once more and send it again.",
    ),
    "old-word": (
        (
            "„rück.docx“ hat das alte Word-Format (.doc). Bitte in Word öffnen und als „Word-"
            "Dokument (.docx)“ speichern."
        ),
        (
            "“rück.docx” has the old Word format (.doc). Please open it in Word and save it "
            "as “Word Document (.docx)”."
        ),
    ),
    "old-office": (
        (
            "„rück.docx“ hat ein altes Office-Format und ist kein Word-Dokument. Bitte den "
            "Text in Word öffnen und als .docx speichern."
        ),
        (
            "“rück.docx” has an old Office format and is no Word document. Please open the "
            "text in Word and save it as .docx."
        ),
    ),
    "password": (
        (
            "„rück.docx“ ist mit einem Kennwort geschützt. Bitte das Kennwort in Word "
            "entfernen (Datei > Informationen > Dokument schützen) und neu speichern."
        ),
        (
            "“rück.docx” is protected by a password. Please remove the password in Word (File"
            " > Info > Protect Document) and save again."
        ),
    ),
    "encrypted-archive": (
        (
            "„rück.docx“ ist ein verschlüsseltes Archiv. Bitte ohne Kennwort entpacken und "
            "das Word-Dokument (.docx) selbst senden."
        ),
        (
            "“rück.docx” is an encrypted archive. Please unpack it without a password and "
            "send the Word document (.docx) itself."
        ),
    ),
    "opendocument": (
        (
            "„rück.docx“ ist eine OpenDocument-Datei (.odt). Bitte in LibreOffice oder Word "
            "als „Word-Dokument (.docx)“ speichern."
        ),
        (
            "“rück.docx” is an OpenDocument file (.odt). Please save it as “Word Document "
            "(.docx)” in LibreOffice or Word."
        ),
    ),
    "macros": (
        (
            "„rück.docx“ enthält Makros (.docm). Bitte in Word als „Word-Dokument (.docx)“ "
            "ohne Makros speichern."
        ),
        (
            "“rück.docx” contains macros (.docm). Please save it in Word as “Word Document "
            "(.docx)” without macros."
        ),
    ),
    "template": (
        (
            "„rück.docx“ ist eine Word-Vorlage (.dotx). Bitte in Word als „Word-Dokument "
            "(.docx)“ speichern."
        ),
        (
            "“rück.docx” is a Word template (.dotx). Please save it in Word as “Word Document"
            " (.docx)”."
        ),
    ),
    "spreadsheet": (
        ("„rück.docx“ ist eine Tabelle aus Excel. Gebraucht wird ein Word-Dokument (.docx)."),
        "“rück.docx” is an Excel workbook. A Word document (.docx) is needed.",
    ),
    "presentation": (
        "„rück.docx“ ist eine Präsentation. Gebraucht wird ein Word-Dokument (.docx).",
        "“rück.docx” is a presentation. A Word document (.docx) is needed.",
    ),
    "rtf": (
        (
            "„rück.docx“ hat das Format RTF. Bitte in Word öffnen und als „Word-Dokument "
            "(.docx)“ speichern."
        ),
        (
            "“rück.docx” has the format RTF. Please open it in Word and save it as “Word "
            "Document (.docx)”."
        ),
    ),
    "pdf": (
        (
            "„rück.docx“ ist ein PDF. Gebraucht wird das Word-Dokument (.docx), in dem die "
            "Änderungen gemacht wurden."
        ),
        (
            "“rück.docx” is a PDF. What is needed is the Word document (.docx) in which the "
            "changes were made."
        ),
    ),
    "web-page": (
        (
            "„rück.docx“ ist eine Webseite. Bitte in Word öffnen und als „Word-Dokument "
            "(.docx)“ speichern."
        ),
        (
            "“rück.docx” is a web page. Please open it in Word and save it as “Word Document "
            "(.docx)”."
        ),
    ),
    "word-xml": (
        (
            "„rück.docx“ ist ein Word-XML-Dokument. Bitte in Word öffnen und als „Word-"
            "Dokument (.docx)“ speichern."
        ),
        (
            "“rück.docx” is a Word XML document. Please open it in Word and save it as “Word "
            "Document (.docx)”."
        ),
    ),
    "plain-text": (
        (
            "„rück.docx“ ist reiner Text. Gebraucht wird das Word-Dokument (.docx), in dem "
            "die Änderungen gemacht wurden."
        ),
        (
            "“rück.docx” is plain text. What is needed is the Word document (.docx) in which "
            "the changes were made."
        ),
    ),
    "not-docx": (
        "„rück.docx“ ist kein Word-Dokument. Bitte in Word als .docx speichern.",
        "“rück.docx” is no Word document. Please save it as .docx in Word.",
    ),
    "no-word-document": (
        (
            "„rück.docx“ ist ein Archiv, aber kein Word-Dokument. Bitte den Text in Word "
            "öffnen und als .docx speichern."
        ),
        (
            "“rück.docx” is an archive, but no Word document. Please open the text in Word "
            "and save it as .docx."
        ),
    ),
    "damaged": (
        (
            "„rück.docx“ ist beschädigt oder unvollständig. Bitte noch einmal senden lassen "
            "oder in Word öffnen und neu als .docx speichern."
        ),
        (
            "“rück.docx” is damaged or incomplete. Please have it sent again, or open it in "
            "Word and save it as .docx anew."
        ),
    ),
    "odd-compression": (
        (
            "„rück.docx“ ist auf ungewöhnliche Weise gepackt. Bitte in Word öffnen und neu "
            "als .docx speichern."
        ),
        (
            "“rück.docx” is packed in an unusual way. Please open it in Word and save it as "
            ".docx anew."
        ),
    ),
    "too-big": (
        (
            "„rück.docx“ ist größer als 40 MB. Meist liegt das an Fotos: bitte in Word "
            "„Bilder komprimieren“ wählen und neu speichern."
        ),
        (
            "“rück.docx” is larger than 40 MB. Most often this is due to photos: please "
            "choose “Compress Pictures” in Word and save again."
        ),
    ),
    "bomb": (
        (
            "„rück.docx“ wird beim Entpacken ungewöhnlich groß und wurde deshalb nicht "
            "gelesen (höchstens 80 MB). Bitte in Word öffnen und neu als .docx speichern."
        ),
        (
            "“rück.docx” becomes unusually large when unpacked and was therefore not read (80"
            " MB at most). Please open it in Word and save it as .docx anew."
        ),
    ),
    "too-many-parts": (
        (
            "„rück.docx“ besteht aus mehr als 2000 Teilen und wurde deshalb nicht gelesen. "
            "Bitte in Word öffnen und neu als .docx speichern."
        ),
        (
            "“rück.docx” consists of more than 2000 parts and was therefore not read. Please "
            "open it in Word and save it as .docx anew."
        ),
    ),
    "doubled-part": (
        (
            "In „rück.docx“ gibt es den Teil „Word/Document.xml“ zweimal. So etwas schreibt "
            "Word nicht; bitte in Word öffnen und neu als .docx speichern."
        ),
        (
            "“rück.docx” has the part “Word/Document.xml” twice. Word does not write such "
            "files; please open it in Word and save it as .docx anew."
        ),
    ),
    "bad-part-name": (
        (
            "In „rück.docx“ heißt ein Teil „word/../../etc/passwd“. So etwas schreibt Word "
            "nicht; bitte in Word öffnen und neu als .docx speichern."
        ),
        (
            "“rück.docx” has a part called “word/../../etc/passwd”. Word does not write such "
            "files; please open it in Word and save it as .docx anew."
        ),
    ),
}
"""What each refusal says, in German and in English."""


@pytest.mark.parametrize("case", REFUSED)
def test_bad_file_is_refused_with_its_own_message(case: str) -> None:
    data, kind, code = REFUSED[case]
    german, english = MESSAGES[code]

    with pytest.raises(RedlineError) as caught:
        Package.read(data, name="rück.docx")

    assert type(caught.value) is kind
    assert caught.value.code == code
    assert str(caught.value) == caught.value.message("de") == german
    assert caught.value.message("en") == english


def test_bad_files_of_different_kinds_have_different_messages() -> None:
    assert len(set(MESSAGES.values())) == len(MESSAGES) == 24


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"/etc/passwd", "/etc/passwd"),
        (b"..", ".."),
        (b"word/./document.xml", "word/./document.xml"),
        (b"word//document.xml", "word//document.xml"),
        (b"word\\document.xml", "word\\document.xml"),
        (b"C:document.xml", "C:document.xml"),
        (b"word/a\nb.xml", "word/a?b.xml"),
        (b"word/document.xml\0.exe", "word/document.xml?.exe"),
        (b"../" + b"x" * 100, "../" + "x" * 76 + "…"),
    ],
)
def test_part_name_that_leaves_its_folder_is_refused(name: bytes, shown: str) -> None:
    with pytest.raises(UnsafeFileError) as caught:
        read_archive(named(name), "rück.docx")

    assert caught.value.code == "bad-part-name"
    assert caught.value.values == {"file": "rück.docx", "part": shown}


def test_equal_names_are_refused() -> None:
    twice = pack_by_hand([(b"word/document.xml", b"1"), (b"word/document.xml", b"2")])

    with pytest.raises(UnsafeFileError) as caught:
        read_archive(twice, "rück.docx")

    assert caught.value.code == "doubled-part"


def test_sizes_are_measured_when_the_directory_is_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = pack(word_parts() | {"word/media/image1.png": noise()})
    # The directory is checked against the same bounds, so only they can be told apart here.
    monkeypatch.setattr("einklang.engines.redline.package.archive._check_directory", _believe)
    monkeypatch.setattr("einklang.engines.redline.package.archive.MAX_PART", 3000)

    with pytest.raises(UnsafeFileError) as caught:
        read_archive(packed, "rück.docx")

    assert caught.value.code == "bomb"


def _believe(entries: list[zipfile.ZipInfo], file: str) -> None:
    assert (len(entries), file) == (4, "rück.docx")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_archive(tmp_path / "fehlt.docx", "fehlt.docx")

    assert caught.value.code == "cannot-open"
    assert str(caught.value) == (
        "„fehlt.docx“ lässt sich nicht öffnen. Gibt es die Datei, und darf sie gelesen werden?"
    )
    assert caught.value.message("en") == (
        "“fehlt.docx” cannot be opened. Does the file exist, and may it be read?"
    )


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_archive(tmp_path, "ordner")

    assert caught.value.code == "cannot-open"


def test_device_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_archive(Path("/dev/zero"), "null")

    assert caught.value.code == "too-big"


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gross.docx"
    with path.open("wb") as stream:
        stream.truncate(200 * MEGABYTE)

    with pytest.raises(UnreadableFileError) as caught:
        read_archive(path, "gross.docx")

    assert caught.value.code == "too-big"


PROGRAM = """
import re, sys
from pathlib import Path
from einklang.engines.redline.errors import RedlineError
from einklang.engines.redline.package.package import Package
try:
    package = Package.read(Path(sys.argv[1]), name="rück.docx")
    package.root(package.main)
except RedlineError as error:
    print(error.code)
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def xml_bomb() -> bytes:
    tags = b"<w:p/>" * 3_000_001
    # Not so monotonous that the ratio gives it away.
    text = random.Random(1).randbytes(200_000).hex().encode()  # noqa: S311 - not for secrets
    return pack(word_parts() | {"word/document.xml": b"<w>" + text + tags + b"</w>"})


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE w [<!ENTITY e0 "ja">{levels}]><w>&e9;</w>'
    return pack(word_parts() | {"word/document.xml": text.encode()})


def heavy() -> bytes:
    """Return the most that gets past the directory: two large parts, the second damaged."""
    first = noise() * 9000
    second = random.Random(1).randbytes(len(first))  # noqa: S311 - not for secrets
    packed = bytearray(pack(word_parts() | {"a.bin": first, "b.bin": second}))
    packed[-4000] ^= 1
    return bytes(packed)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (bomb, "bomb"),
        (lambda: bomb(entries=60, megabytes=3), "bomb"),
        (lambda: bomb(entries=1, megabytes=300, claim=9 * MEGABYTE), "damaged"),
        (xml_bomb, "too-many-elements"),
        (entity_bomb, "doctype"),
        (heavy, "damaged"),
        (lambda: bytes(200 * MEGABYTE), "too-big"),
        (lambda: bytes(39 * MEGABYTE), "not-docx"),
        (lambda: ole2("WordDocument") + bytes(39 * MEGABYTE), "old-word"),
        (lambda: b"PK\x03\x04" + b"PK\x01\x02" * (9 * MEGABYTE), "too-many-parts"),
    ],
)
def test_refusal_takes_less_than_200_megabytes(
    make: Callable[[], bytes], code: str, tmp_path: Path
) -> None:
    path = tmp_path / "rück.docx"
    path.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, path],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src"},
    )

    found, kilobytes = done.stdout.split()
    assert found == code
    assert int(kilobytes) < 200_000
    assert list(tmp_path.iterdir()) == [path]
