"""What we say about files that we cannot or will not read, and what to do next.

Apart from the other messages of `errors.py` only because they are many.
"""

from typing import Literal

FILE_MESSAGES: dict[str, dict[Literal["de", "en"], str]] = {
    "cannot-open": {
        "de": "„{file}“ lässt sich nicht öffnen. Gibt es die Datei, und darf sie gelesen werden?",
        "en": "“{file}” cannot be opened. Does the file exist, and may it be read?",
    },
    "empty-file": {
        "de": "„{file}“ ist leer. Bitte noch einmal als .docx speichern und neu senden.",
        "en": "“{file}” is empty. Please save it as .docx once more and send it again.",
    },
    "too-big": {
        "de": (
            "„{file}“ ist größer als {limit} MB. Meist liegt das an Fotos: "
            "bitte in Word „Bilder komprimieren“ wählen und neu speichern."
        ),
        "en": (
            "“{file}” is larger than {limit} MB. Most often this is due to photos: "
            "please choose “Compress Pictures” in Word and save again."
        ),
    },
    "damaged": {
        "de": (
            "„{file}“ ist beschädigt oder unvollständig. "
            "Bitte noch einmal senden lassen oder in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” is damaged or incomplete. "
            "Please have it sent again, or open it in Word and save it as .docx anew."
        ),
    },
    "old-word": {
        "de": (
            "„{file}“ hat das alte Word-Format (.doc). "
            "Bitte in Word öffnen und als „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” has the old Word format (.doc). "
            "Please open it in Word and save it as “Word Document (.docx)”."
        ),
    },
    "old-office": {
        "de": (
            "„{file}“ hat ein altes Office-Format und ist kein Word-Dokument. "
            "Bitte den Text in Word öffnen und als .docx speichern."
        ),
        "en": (
            "“{file}” has an old Office format and is no Word document. "
            "Please open the text in Word and save it as .docx."
        ),
    },
    "password": {
        "de": (
            "„{file}“ ist mit einem Kennwort geschützt. Bitte das Kennwort in Word entfernen "
            "(Datei > Informationen > Dokument schützen) und neu speichern."
        ),
        "en": (
            "“{file}” is protected by a password. Please remove the password in Word "
            "(File > Info > Protect Document) and save again."
        ),
    },
    "encrypted-archive": {
        "de": (
            "„{file}“ ist ein verschlüsseltes Archiv. "
            "Bitte ohne Kennwort entpacken und das Word-Dokument (.docx) selbst senden."
        ),
        "en": (
            "“{file}” is an encrypted archive. "
            "Please unpack it without a password and send the Word document (.docx) itself."
        ),
    },
    "opendocument": {
        "de": (
            "„{file}“ ist eine OpenDocument-Datei (.odt). "
            "Bitte in LibreOffice oder Word als „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” is an OpenDocument file (.odt). "
            "Please save it as “Word Document (.docx)” in LibreOffice or Word."
        ),
    },
    "macros": {
        "de": (
            "„{file}“ enthält Makros (.docm). "
            "Bitte in Word als „Word-Dokument (.docx)“ ohne Makros speichern."
        ),
        "en": (
            "“{file}” contains macros (.docm). "
            "Please save it in Word as “Word Document (.docx)” without macros."
        ),
    },
    "template": {
        "de": (
            "„{file}“ ist eine Word-Vorlage (.dotx). "
            "Bitte in Word als „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” is a Word template (.dotx). "
            "Please save it in Word as “Word Document (.docx)”."
        ),
    },
    "spreadsheet": {
        "de": "„{file}“ ist eine Tabelle aus Excel. Gebraucht wird ein Word-Dokument (.docx).",
        "en": "“{file}” is an Excel workbook. A Word document (.docx) is needed.",
    },
    "presentation": {
        "de": "„{file}“ ist eine Präsentation. Gebraucht wird ein Word-Dokument (.docx).",
        "en": "“{file}” is a presentation. A Word document (.docx) is needed.",
    },
    "rtf": {
        "de": (
            "„{file}“ hat das Format RTF. "
            "Bitte in Word öffnen und als „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” has the format RTF. "
            "Please open it in Word and save it as “Word Document (.docx)”."
        ),
    },
    "pdf": {
        "de": (
            "„{file}“ ist ein PDF. Gebraucht wird das Word-Dokument (.docx), "
            "in dem die Änderungen gemacht wurden."
        ),
        "en": (
            "“{file}” is a PDF. What is needed is the Word document (.docx) "
            "in which the changes were made."
        ),
    },
    "web-page": {
        "de": (
            "„{file}“ ist eine Webseite. "
            "Bitte in Word öffnen und als „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” is a web page. "
            "Please open it in Word and save it as “Word Document (.docx)”."
        ),
    },
    "word-xml": {
        "de": (
            "„{file}“ ist ein Word-XML-Dokument. "
            "Bitte in Word öffnen und als „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” is a Word XML document. "
            "Please open it in Word and save it as “Word Document (.docx)”."
        ),
    },
    "plain-text": {
        "de": (
            "„{file}“ ist reiner Text. Gebraucht wird das Word-Dokument (.docx), "
            "in dem die Änderungen gemacht wurden."
        ),
        "en": (
            "“{file}” is plain text. What is needed is the Word document (.docx) "
            "in which the changes were made."
        ),
    },
    "not-docx": {
        "de": "„{file}“ ist kein Word-Dokument. Bitte in Word als .docx speichern.",
        "en": "“{file}” is no Word document. Please save it as .docx in Word.",
    },
    "no-word-document": {
        "de": (
            "„{file}“ ist ein Archiv, aber kein Word-Dokument. "
            "Bitte den Text in Word öffnen und als .docx speichern."
        ),
        "en": (
            "“{file}” is an archive, but no Word document. "
            "Please open the text in Word and save it as .docx."
        ),
    },
    "strict": {
        "de": (
            "„{file}“ hat das Format „Strict Open XML“. "
            "Bitte in Word als gewöhnliches „Word-Dokument (.docx)“ speichern."
        ),
        "en": (
            "“{file}” has the format “Strict Open XML”. "
            "Please save it in Word as an ordinary “Word Document (.docx)”."
        ),
    },
    "bomb": {
        "de": (
            "„{file}“ wird beim Entpacken ungewöhnlich groß und wurde deshalb nicht gelesen "
            "(höchstens {limit} MB). Bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” becomes unusually large when unpacked and was therefore not read "
            "({limit} MB at most). Please open it in Word and save it as .docx anew."
        ),
    },
    "too-many-parts": {
        "de": (
            "„{file}“ besteht aus mehr als {limit} Teilen und wurde deshalb nicht gelesen. "
            "Bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” consists of more than {limit} parts and was therefore not read. "
            "Please open it in Word and save it as .docx anew."
        ),
    },
    "doubled-part": {
        "de": (
            "In „{file}“ gibt es den Teil „{part}“ zweimal. So etwas schreibt Word nicht; "
            "bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” has the part “{part}” twice. Word does not write such files; "
            "please open it in Word and save it as .docx anew."
        ),
    },
    "bad-part-name": {
        "de": (
            "In „{file}“ heißt ein Teil „{part}“. So etwas schreibt Word nicht; "
            "bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” has a part called “{part}”. Word does not write such files; "
            "please open it in Word and save it as .docx anew."
        ),
    },
    "odd-compression": {
        "de": (
            "„{file}“ ist auf ungewöhnliche Weise gepackt. "
            "Bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” is packed in an unusual way. "
            "Please open it in Word and save it as .docx anew."
        ),
    },
    "doctype": {
        "de": (
            "„{file}“ enthält eine DOCTYPE-Angabe (in „{part}“), die gefährlich sein kann. "
            "Bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” contains a DOCTYPE (in “{part}”), which can be dangerous. "
            "Please open it in Word and save it as .docx anew."
        ),
    },
    "odd-encoding": {
        "de": (
            "„{file}“ hat eine ungewöhnliche Zeichenkodierung (in „{part}“). "
            "Bitte in Word öffnen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” has an unusual character encoding (in “{part}”). "
            "Please open it in Word and save it as .docx anew."
        ),
    },
    "broken-xml": {
        "de": (
            "„{file}“ ist beschädigt (in „{part}“). "
            "Bitte in Word öffnen, reparieren lassen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” is damaged (in “{part}”). "
            "Please open it in Word, let Word repair it and save it as .docx anew."
        ),
    },
    "too-deep": {
        "de": (
            "„{file}“ ist zu tief verschachtelt (in „{part}“), etwa durch Tabellen in Tabellen. "
            "Bitte in Word vereinfachen und neu speichern."
        ),
        "en": (
            "“{file}” is nested too deeply (in “{part}”), perhaps by tables within tables. "
            "Please simplify it in Word and save again."
        ),
    },
    "too-many-elements": {
        "de": (
            "„{file}“ ist zu umfangreich (in „{part}“). "
            "Bitte das Dokument in mehrere Dateien teilen."
        ),
        "en": (
            "“{file}” is too extensive (in “{part}”). "
            "Please split the document into several files."
        ),
    },
    "part-missing": {
        "de": (
            "In „{file}“ fehlt ein Teil („{part}“). "
            "Bitte in Word öffnen, reparieren lassen und neu als .docx speichern."
        ),
        "en": (
            "“{file}” lacks a part (“{part}”). "
            "Please open it in Word, let Word repair it and save it as .docx anew."
        ),
    },
    "remote-template": {
        "de": (
            "„{file}“ holt beim Öffnen eine Vorlage aus dem Netz („{target}“). Bitte in Word "
            "unter Entwicklertools > Dokumentvorlage eine eigene Vorlage anfügen und speichern."
        ),
        "en": (
            "“{file}” fetches a template from the web when opened (“{target}”). Please attach a "
            "template of your own in Word under Developer > Document Template and save again."
        ),
    },
    "loads-content": {
        "de": (
            "„{file}“ lädt beim Öffnen etwas von „{target}“ ({kind}). Bitte die Verknüpfung in "
            "Word lösen (Datei > Informationen > Verknüpfungen mit Dateien) und neu speichern."
        ),
        "en": (
            "“{file}” loads something from “{target}” ({kind}) when opened. Please break the "
            "link in Word (File > Info > Edit Links to Files) and save again."
        ),
    },
}
