"""The head of the synopsis: who answered, how much there is, conflicts, losses."""

from einklang.engines.redline.model.change import Conflict
from einklang.engines.redline.model.consolidation import Loss, ReturnSummary
from einklang.engines.redline.report.page import Pen, broken, passage, text
from einklang.engines.redline.report.phrases import quoted
from einklang.engines.redline.words import Countable, counted, place_words, word


def summary(pen: Pen) -> str:
    """Return the sections before the text, as HTML."""
    return (
        f'<section aria-labelledby="overview"><h2 id="overview">{pen.say("overview")}</h2>'
        f"{_figures(pen)}{_returns(pen)}</section>{_conflicts(pen)}{_losses(pen)}"
    )


def _figures(pen: Pen) -> str:
    overview = pen.overview
    figures: tuple[tuple[int, Countable, str], ...] = (
        (len(overview.returns), "return", ""),
        (len(overview.changes), "change", "#text"),
        (len(overview.conflicts), "conflict", "#conflicts"),
        (len(overview.comments), "comment", "#text"),
        (len(overview.losses), "loss", "#losses"),
    )
    items = []
    for number, thing, target in figures:
        noun = text(counted(number, thing, pen.language).partition(" ")[2])
        said = f'<a href="{target}">{noun}</a>' if target else noun
        items.append(f"<li><b>{number}</b> {said}</li>")
    return f'<ul class="figures">{"".join(items)}</ul>'


def _returns(pen: Pen) -> str:
    keys = ("association", "form", "changes", "comments")
    head = "".join(f'<th scope="col">{pen.say(key)}</th>' for key in keys)
    body = "".join(_return(pen, each) for each in pen.overview.returns)
    return (
        f'<table class="ret"><caption>{pen.say("returns-caption")}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _return(pen: Pen, each: ReturnSummary) -> str:
    notes = f'<span class="sub">{broken(each.file)}</span>'
    form = text(word("return", each.kind, pen.language))
    if each.made_on:
        form += f' <span class="warn">{pen.say("made-on", name=each.made_on)}</span>'
    if each.people:
        people = pen.say("written-by", people=", ".join(each.people))
        form += f'<span class="sub">{people}</span>'
    numbers = "".join(
        f'<td class="num"><b>{number}</b> <span class="unit">'
        f"{text(counted(number, thing, pen.language).partition(' ')[2])}</span></td>"
        for number, thing in _numbers(each)
    )
    name = f'<th scope="row">{pen.name(each.association)}{notes}</th>'
    return f"<tr>{name}<td>{form}</td>{numbers}</tr>"


def _numbers(each: ReturnSummary) -> tuple[tuple[int, Countable], ...]:
    return ((each.changes, "change"), (each.comments, "comment"))


def _conflicts(pen: Pen) -> str:
    found = pen.overview.conflicts
    head = f'<section aria-labelledby="conflicts"><h2 id="conflicts">{pen.say("conflicts")}</h2>'
    if not found:
        return f'{head}<p class="none">{pen.say("no-conflicts")}</p></section>'
    names = {change.id: change.associations for change in pen.overview.changes}
    items = "".join(_conflict(pen, conflict, names) for conflict in found)
    return f'{head}<p>{pen.say("conflicts-lead")}</p><ul class="ks">{items}</ul></section>'


def _conflict(pen: Pen, conflict: Conflict, names: dict[str, tuple[str, ...]]) -> str:
    people = dict.fromkeys(name for key in conflict.changes for name in names.get(key, ()))
    chips = " ".join(map(pen.name, people))
    words = quoted(conflict.words, pen.language) if conflict.words else ""
    return (
        f'<li><a href="#{text(conflict.id)}">{text(conflict.id)}</a> '
        f'<span class="pl">{text(place_words(conflict.place, pen.language))}</span> '
        f'<span class="words">{passage(words) or pen.say("no-words")}</span> '
        f'<span class="chips">{chips}</span></li>'
    )


def _losses(pen: Pen) -> str:
    head = f'<section aria-labelledby="losses"><h2 id="losses">{pen.say("losses")}</h2>'
    if not pen.overview.losses:
        return f'{head}<p class="none">{pen.say("no-losses")}</p></section>'
    items = "".join(_loss(pen, loss) for loss in pen.overview.losses)
    return f'{head}<p>{pen.say("losses-lead")}</p><ul class="ls">{items}</ul></section>'


def _loss(pen: Pen, loss: Loss) -> str:
    element = word("element", loss.element, pen.language)
    element = element[:1].upper() + element[1:]
    treatment = word("treatment", loss.treatment, pen.language)
    detail = ""
    if loss.detail:
        detail = f'<span class="sub">{passage(loss.detail)}</span>'
    return (
        f"<li>{pen.name(loss.association)} <span>"
        f'<span class="pl">{text(place_words(loss.place, pen.language))}</span> '
        f"<b>{text(element)}</b>: {text(treatment)}{detail}</span></li>"
    )
