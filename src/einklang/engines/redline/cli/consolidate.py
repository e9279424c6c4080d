"""`einklang redline consolidate`: many returns, one document, and what is written about it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from einklang.engines.redline import api
from einklang.engines.redline.cli import files
from einklang.engines.redline.cli.decisions import read_decisions
from einklang.engines.redline.cli.parser import Parser
from einklang.engines.redline.cli.progress import Progress
from einklang.engines.redline.cli.texts import text
from einklang.engines.redline.errors import Language, RedlineError
from einklang.engines.redline.model.consolidation import Loss, Overview, ReturnSummary
from einklang.engines.redline.model.decision import Decision
from einklang.engines.redline.words import counted, place_words, word

MOST_LOSSES = 10
"""As many are told on the terminal; the synopsis and the JSON have them all."""
ENDINGS = {"synopsis": (".html", ".docx"), "json": (".json",), "protocol": (".html",)}


@dataclass(frozen=True)
class Named:
    association: str
    path: Path


def consolidate(parser: Parser, given: Any, progress: Progress) -> str:
    """Run the command and return its summary.

    :raises RedlineError: if a file is refused; then nothing is written.
    """
    language = parser.language
    returns = named_returns(parser, given)
    outputs = wanted_outputs(parser, given)
    extra = [given.decisions] if given.decisions else []
    inputs = [given.draft, *(each.path for each in returns), *given.earlier, *extra]
    files.check_inputs(inputs)
    files.check_outputs(outputs.values(), inputs)
    decisions = read_decisions(given.decisions) if given.decisions else []
    written = _merged(given, returns, decisions, (progress, language))
    progress.say(text("reporting", language))
    contents = {
        path: _content(kind, path, written, decisions, language) for kind, path in outputs.items()
    }
    files.write_all(contents)
    return "\n".join(_summary(written.overview, decisions, list(contents), language))


def named_returns(parser: Parser, given: Any) -> list[Named]:
    """Return each return with its association's name.

    :raises RedlineError: if two have the same name.
    """
    files = {path.resolve(): Named(path.stem, path) for path in given.returns}
    for entry in given.by:
        name, equals, file = entry.partition("=")
        if not (equals and name.strip() and file):
            parser.refuse("name-and-file", word=entry)
        # A file that is listed as well is the same return, now with a name.
        files[Path(file).resolve()] = Named(name.strip(), Path(file))
    named = list(files.values())
    if not named:
        parser.refuse("no-returns")
    names = Counter(each.association.casefold() for each in named)
    for each in named:
        if names[each.association.casefold()] > 1:
            raise RedlineError("same-name", association=each.association)
    return named


def wanted_outputs(parser: Parser, given: Any) -> dict[str, Path]:
    """Return the files to write by their kind: `docx`, `synopsis`, `json`, `protocol`."""
    outputs: dict[str, Path] = {"docx": given.output}
    for kind, endings in ENDINGS.items():
        path: Path | None = getattr(given, kind)
        if path is None:
            continue
        if path.suffix.lower() not in endings:
            parser.refuse("ending", option=f"--{kind}", endings="/".join(endings), word=path)
        outputs[kind] = path
    return outputs


def _merged(
    given: Any,
    returns: Sequence[Named],
    decisions: Sequence[Decision],
    talk: tuple[Progress, Language],
) -> api.Written:
    progress, language = talk
    progress.say(text("reading-draft", language))
    draft = api.read_draft(given.draft, name=given.draft.name)
    earlier = [api.read_draft(path, name=path.name) for path in given.earlier]
    read = []
    for done, each in enumerate(returns):
        progress.say(text("reading-return", language, done=done, total=len(returns)))
        read.append(
            api.read_return(
                draft,
                each.path,
                association=each.association,
                name=each.path.name,
                earlier=earlier,
            )
        )
    total = counted(len(returns), "return", language)
    progress.say(text("merging", language, total=total))
    return api.write(api.consolidate(draft, read), decisions, language=language)


def _content(
    kind: str,
    path: Path,
    written: api.Written,
    decisions: Sequence[Decision],
    language: Language,
) -> bytes:
    """Return the bytes of one output; reports are loaded when one is asked for."""
    overview = written.overview
    if kind == "docx":
        return written.docx
    if kind == "json":
        from einklang.engines.redline.report.json import to_json  # noqa: PLC0415 - as above

        return to_json(overview).encode()
    if kind == "protocol":
        from einklang.engines.redline.report.protocol import protocol_html  # noqa: PLC0415

        return protocol_html(overview, decisions, language=language).encode()
    if path.suffix.lower() == ".docx":
        from einklang.engines.redline.report.synopsis_docx import synopsis_docx  # noqa: PLC0415

        return synopsis_docx(overview, language=language)
    from einklang.engines.redline.report.synopsis_html import synopsis_html  # noqa: PLC0415

    return synopsis_html(overview, language=language).encode()


def _summary(
    overview: Overview, decisions: Sequence[Decision], written: list[Path], language: Language
) -> Iterator[str]:
    yield ", ".join(
        [
            counted(len(overview.returns), "return", language),
            counted(len(overview.changes), "change", language),
            counted(len(overview.conflicts), "conflict", language),
            counted(len(overview.comments), "comment", language),
            counted(len(overview.losses), "loss", language),
        ]
    )
    for each in overview.returns:
        yield f"  {_return_words(each, language)}"
    for loss in overview.losses[:MOST_LOSSES]:
        yield f"  ! {_loss_words(loss, language)}"
    if len(overview.losses) > MOST_LOSSES:
        number = len(overview.losses) - MOST_LOSSES
        yield f"  ! {text('more-losses', language, number=number)}"
    if decisions:
        yield text("decided", language, parts=_verdicts(overview, decisions, language))
    yield text("written", language, files=", ".join(map(str, written)))


def _return_words(each: ReturnSummary, language: Language) -> str:
    said = [word("return", each.kind, language)]
    if each.changes:
        said.append(counted(each.changes, "change", language))
    if each.comments:
        said.append(counted(each.comments, "comment", language))
    if each.made_on:
        said.append(text("made-on", language, file=each.made_on))
    return f"{each.association} ({each.file}): {', '.join(said)}"


def _loss_words(loss: Loss, language: Language) -> str:
    what = (
        f"{word('element', loss.element, language)} {word('treatment', loss.treatment, language)}"
    )
    who = f"{loss.association}, " if loss.association else ""
    detail = f": {loss.detail}" if loss.detail else ""
    return f"{who}{place_words(loss.place, language)}: {what}{detail}"


def _verdicts(overview: Overview, decisions: Sequence[Decision], language: Language) -> str:
    numbers = Counter({decision.change: decision.verdict for decision in decisions}.values())
    parts = [
        f"{number} {word('verdict', verdict, language)}" for verdict, number in numbers.items()
    ]
    still_open = len(overview.changes) - numbers.total()
    return ", ".join([*parts, text("undecided", language, number=still_open)])
