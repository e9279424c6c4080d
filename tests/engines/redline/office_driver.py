"""Drives LibreOffice Writer for tests; runs under the Python that has UNO, not under ours.

Started by `office.py` with the name of a pipe. Reads one job a line from standard input, as JSON,
and answers one line each: `{"result": …}` or `{"error": "…"}`. Files are handed over as paths.
"""

import contextlib
import importlib
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

uno: Any = importlib.import_module("uno")
unohelper: Any = importlib.import_module("unohelper")
# UNO takes no names for arguments, and a bare True says little.
MOVE, SELECT = False, True
BESIDE, INSTEAD = False, True
HIDDEN = True
WORD = "MS Word 2007 XML"
PDF = "writer_pdf_Export"
WAIT = 60
"""Seconds to wait for LibreOffice to open its pipe."""
CONTROL_EDGE = "\r"
"""Writer's sign for the edge of a content control."""
LONGEST = 300
"""Seconds after which a job is given up, and the driver with it."""
Job = dict[str, Any]


def interface(name: str) -> Any:
    """Return a UNO interface or exception class: `com.sun.star.…`."""
    return uno.getClass(name)


def name_of(error: object) -> str:
    return type(error).__name__.rpartition(".")[2]


class Witness(unohelper.Base, interface("com.sun.star.task.XInteractionHandler")):  # type: ignore[misc] # UNO is untyped
    """Notes what LibreOffice would ask the person at the screen, and declines."""

    def __init__(self) -> None:
        self.questions: list[str] = []

    def handle(self, request: Any) -> None:
        self.questions.append(name_of(request.getRequest()))
        for answer in request.getContinuations():
            if answer.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionAbort")):
                answer.select()


class Writer:
    def __init__(self, pipe: str) -> None:
        self.context = self._connect(pipe)
        self.services = self.context.ServiceManager
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.dispatcher = self._service("com.sun.star.frame.DispatchHelper")

    @staticmethod
    def _connect(pipe: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        until = time.monotonic() + WAIT
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except interface("com.sun.star.connection.NoConnectException"):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _service(self, name: str) -> Any:
        return self.services.createInstanceWithContext(name, self.context)

    def become(self, author: str) -> None:
        """Change the name under which changes and comments are recorded from now on."""
        provider = self._service("com.sun.star.configuration.ConfigurationProvider")
        node = value("nodepath", "/org.openoffice.UserProfile/Data")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (node,)
        )
        access.setPropertyValue("givenname", "")
        access.setPropertyValue("sn", author)
        access.commitChanges()

    def open(self, path: str) -> tuple[Any, list[str]]:
        """Load a file, or an empty document for no path; add what Writer would have asked.

        The document has no window: the packages without a surface crash when they have to show
        the margin with the comments.
        """
        document = self._service("com.sun.star.text.TextDocument")
        if not path:
            document.initNew()
            return document, []
        witness = Witness()
        options = (
            value("URL", uno.systemPathToFileUrl(path)),
            value("FilterName", WORD),
            value("InteractionHandler", witness),
        )
        try:
            document.load(options)
        except interface("com.sun.star.uno.Exception") as error:
            reason = ", ".join(witness.questions) or name_of(error)
            raise OpeningError(f"not opened: {reason}") from error
        return document, witness.questions

    def end(self) -> None:
        # The connection may break before Writer has said goodbye.
        with contextlib.suppress(interface("com.sun.star.lang.DisposedException")):
            self.desktop.terminate()

    def show(self, document: Any) -> Any:
        """Give a document a hidden window, for what needs one; its comments have to go."""
        document.RecordChanges = False
        for field in annotations(document):
            field.Anchor.Text.removeTextContent(field)
        if document.CurrentController is None:
            options = (value("Model", document), value("Hidden", HIDDEN))
            self.desktop.loadComponentFromURL("private:object", "_blank", 0, options)
        return document.CurrentController.Frame

    def command(self, document: Any, name: str) -> None:
        """Run a command of the menu."""
        self.dispatcher.executeDispatch(self.show(document), f".uno:{name}", "", 0, ())


def save(document: Any, path: str, kind: str) -> None:
    document.storeToURL(uno.systemPathToFileUrl(path), (value("FilterName", kind),))


class OpeningError(Exception):
    """LibreOffice gave back no document."""


def value(name: str, content: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, content
    return made


def elements(container: Any) -> Iterator[Any]:
    enumeration = container.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def every_paragraph(text: Any) -> Iterator[Any]:
    """Yield the paragraphs of a text in order, those of its tables cell by cell."""
    for block in elements(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.getCellNames():
                yield from every_paragraph(block.getCellByName(name))
        else:
            yield block


def stories(document: Any) -> dict[str, list[Any]]:
    """Return the texts of the document: body, notes, headers, footers and text boxes."""
    pages = document.StyleFamilies.getByName("PageStyles")
    styles = [pages.getByIndex(index) for index in range(pages.Count)]
    return {
        "body": [document.Text],
        "footnote": indexed(document.Footnotes),
        "endnote": indexed(document.Endnotes),
        "header": [style.HeaderText for style in styles if style.HeaderIsOn],
        "footer": [style.FooterText for style in styles if style.FooterIsOn],
        "textbox": [frame.getText() for frame in indexed(document.TextFrames)],
    }


def indexed(container: Any) -> list[Any]:
    return [container.getByIndex(index) for index in range(container.Count)]


def texts(document: Any) -> list[Any]:
    return [text for story in stories(document).values() for text in story]


def words(document: Any) -> dict[str, list[str]]:
    """Return each story as its paragraphs; empty stories are left out."""
    lines = {
        name: [
            paragraph.getString().strip(CONTROL_EDGE)
            for text in story
            for paragraph in every_paragraph(text)
        ]
        for name, story in stories(document).items()
    }
    return {name: story for name, story in lines.items() if story}


def revisions(document: Any) -> list[list[str]]:
    return [
        [
            redline.getPropertyValue("RedlineAuthor"),
            redline.getPropertyValue("RedlineType"),
            moment(redline.getPropertyValue("RedlineDateTime")),
        ]
        for redline in elements(document.Redlines)
    ]


def moment(when: Any) -> str:
    return (
        f"{when.Year:04}-{when.Month:02}-{when.Day:02}"
        f"T{when.Hours:02}:{when.Minutes:02}:{when.Seconds:02}"
    )


def annotations(document: Any) -> list[Any]:
    name = "com.sun.star.text.textfield.Annotation"
    return [field for field in elements(document.TextFields) if field.supportsService(name)]


def comments(document: Any) -> list[dict[str, Any]]:
    return [
        {
            "author": field.Author,
            "text": field.Content,
            "is_resolved": field.Resolved,
            "quoted": field.Anchor.getString(),
        }
        for field in annotations(document)
    ]


def read(writer: Writer, job: Job) -> dict[str, Any]:
    document, questions = writer.open(job["path"])
    try:
        found: dict[str, Any] = {
            "questions": questions,
            "revisions": revisions(document),
            "comments": comments(document),
            "shown": words(document),
        }
        writer.command(document, "AcceptAllTrackedChanges")
        found["accepted"] = words(document)
        found["left"] = len(revisions(document))
    finally:
        document.dispose()
    document, _ = writer.open(job["path"])
    try:
        writer.command(document, "RejectAllTrackedChanges")
        found["rejected"] = words(document)
        found["left"] += len(revisions(document))
    finally:
        document.dispose()
    return found


def convert(writer: Writer, job: Job) -> list[str]:
    """Save a file in another format; return what Writer would have asked."""
    document, questions = writer.open(job["path"])
    try:
        if job["filter"] == PDF:
            writer.show(document)
        save(document, job["target"], job["filter"])
    finally:
        document.dispose()
    return questions


class EditError(Exception):
    """An edit names words that are not there."""


def found(document: Any, words: str) -> Any:
    """Return the range of the first occurrence of these words, in any story.

    Writer's own search finds nothing in a document without a window.
    """
    for text in texts(document):
        for paragraph in every_paragraph(text):
            content = paragraph.getString()
            start = content.find(words)
            while start >= 0:
                if place := selected(paragraph, start, words):
                    return place
                start = content.find(words, start + 1)
    raise EditError(f"„{words}“ is not in the document")


def selected(paragraph: Any, start: int, words: str) -> Any:
    """Return a range over the words that stand about so many characters into a paragraph.

    The string of a paragraph counts some anchors with more or fewer signs than a cursor does.
    """
    for distance in range(start, start + 20):
        place = paragraph.Text.createTextCursorByRange(paragraph.Start)
        place.goRight(distance, MOVE)
        place.goRight(len(words), SELECT)
        if place.getString() == words:
            return place
    return None


def at(place: Any, *, end: bool = False) -> Any:
    return place.Text.createTextCursorByRange(place.End if end else place.Start)


def replace(document: Any, job: Job) -> None:
    found(document, job["old"]).setString(job["new"])


def insert(document: Any, job: Job) -> None:
    """Write right after some words; a line feed begins a new paragraph."""
    place = at(found(document, job["after"]), end=True)
    for index, line in enumerate(job["text"].split("\n")):
        if index:
            place.Text.insertControlCharacter(place, PARAGRAPH_BREAK, BESIDE)
        place.Text.insertString(place, line, BESIDE)


def delete_paragraph(document: Any, job: Job) -> None:
    """Delete the paragraph that holds some words, with its mark or, before a table, the last."""
    place = at(found(document, job["words"]))
    place.gotoStartOfParagraph(MOVE)
    place.gotoEndOfParagraph(SELECT)
    words = place.getString()
    place.goRight(1, SELECT)
    if place.getString().strip() != words.strip():
        place = at(found(document, job["words"]))
        place.gotoStartOfParagraph(MOVE)
        place.goLeft(1, MOVE)
        place.gotoNextParagraph(SELECT)
        place.gotoEndOfParagraph(SELECT)
    place.setString("")


def split(document: Any, job: Job) -> None:
    place = at(found(document, job["before"]))
    place.Text.insertControlCharacter(place, PARAGRAPH_BREAK, BESIDE)


def merge(document: Any, job: Job) -> None:
    """Delete the mark of the paragraph that holds some words."""
    place = at(found(document, job["words"]))
    place.gotoEndOfParagraph(MOVE)
    place.goRight(1, SELECT)
    place.setString("")


def bold(document: Any, job: Job) -> None:
    found(document, job["words"]).CharWeight = 150.0


def restyle(document: Any, job: Job) -> None:
    found(document, job["words"]).ParaStyleName = job["style"]


def row(document: Any, job: Job) -> None:
    """Insert a row below the one that holds some words."""
    place = found(document, job["below"])
    table = place.TextTable
    number = int("".join(filter(str.isdigit, place.Cell.CellName)))
    table.Rows.insertByIndex(number, 1)
    for column, text in enumerate(job["cells"]):
        cell = table.getCellByPosition(column, number)
        cell.insertString(cell.createTextCursor(), text, BESIDE)


def delete_row(document: Any, job: Job) -> None:
    place = found(document, job["words"])
    number = int("".join(filter(str.isdigit, place.Cell.CellName)))
    place.TextTable.Rows.removeByIndex(number - 1, 1)


def now() -> Any:
    clock = time.localtime()
    made = uno.createUnoStruct("com.sun.star.util.DateTime")
    made.Year, made.Month, made.Day = clock.tm_year, clock.tm_mon, clock.tm_mday
    made.Hours, made.Minutes, made.Seconds = clock.tm_hour, clock.tm_min, clock.tm_sec
    return made


def comment(document: Any, job: Job) -> None:
    place = found(document, job["words"])
    field = document.createInstance("com.sun.star.text.textfield.Annotation")
    field.Content = job["text"]
    field.Author = job["author"]
    field.DateTimeValue = now()
    place.Text.insertTextContent(place, field, INSTEAD)


def footnote(document: Any, job: Job) -> None:
    place = at(found(document, job["after"]), end=True)
    note = document.createInstance("com.sun.star.text.Footnote")
    place.Text.insertTextContent(place, note, BESIDE)
    note.insertString(note.createTextCursor(), job["text"], BESIDE)


def header(document: Any, job: Job) -> None:
    style = document.StyleFamilies.getByName("PageStyles").getByName("Standard")
    style.HeaderIsOn = True
    style.HeaderText.setString(job["text"])


def write(document: Any, job: Job) -> None:
    """Add a paragraph in a style of Writer at the end: `Standard`, `Heading 1`."""
    end = last_paragraph(document)
    end.ParaStyleName = job["style"]
    # A new paragraph would go on with the list before it.
    end.NumberingStyleName = job.get("rules", "")
    document.Text.insertString(end, job["text"], BESIDE)


def last_paragraph(document: Any) -> Any:
    """Return a cursor in an empty paragraph at the end."""
    end = document.Text.createTextCursorByRange(document.Text.End)
    if not end.isStartOfParagraph():
        document.Text.insertControlCharacter(end, PARAGRAPH_BREAK, BESIDE)
        end.gotoEnd(MOVE)
    return end


def table(document: Any, job: Job) -> None:
    rows = job["rows"]
    made = document.createInstance("com.sun.star.text.TextTable")
    made.initialize(len(rows), len(rows[0]))
    document.Text.insertTextContent(last_paragraph(document), made, BESIDE)
    made.setDataArray(tuple(tuple(line) for line in rows))


PARAGRAPH_BREAK = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
EDITS: dict[str, Callable[[Any, Job], None]] = {
    edit.__name__: edit
    for edit in (
        replace,
        insert,
        delete_paragraph,
        split,
        merge,
        bold,
        restyle,
        row,
        delete_row,
        comment,
        footnote,
        header,
        write,
        table,
    )
}


def edit(writer: Writer, job: Job) -> None:
    """Let several people work on a file, one after another, and save it as .docx."""
    document, _ = writer.open(job["path"])
    try:
        for session in job["sessions"]:
            writer.become(session["author"])
            document.RecordChanges = session["is_tracked"]
            for one in session["edits"]:
                EDITS[one["edit"]](document, one | {"author": session["author"]})
        document.RecordChanges = False
        save(document, job["target"], WORD)
    finally:
        document.dispose()


JOBS: dict[str, Callable[[Writer, Job], Any]] = {"read": read, "convert": convert, "edit": edit}


def main() -> None:
    writer = Writer(sys.argv[1])
    for line in sys.stdin:
        job = json.loads(line)
        signal.alarm(LONGEST)
        try:
            answer = {"result": JOBS[job["job"]](writer, job)}
        except (OpeningError, EditError, interface("com.sun.star.uno.Exception")) as error:
            answer = {"error": f"{name_of(error)}: {error}"}
        signal.alarm(0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    writer.end()


if __name__ == "__main__":
    main()
