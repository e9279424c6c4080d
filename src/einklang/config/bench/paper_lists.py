"""Measures lists, the desk and a paper among thousands, as three kinds of people see them."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from einklang.config.bench.paper_cast import Cast
from einklang.config.bench.paper_stock import fill
from einklang.config.bench.rows import BenchError, Row, median, once
from einklang.federation.models import Account
from einklang.papers.enums import Stage
from einklang.papers.models import Answer, Paper
from einklang.papers.queries.agenda import agenda
from einklang.papers.queries.papers import ALL, MONTH, NONE, OVERDUE, WEEK
from einklang.papers.views.paper_list import PER_PAGE

PAPERS = 5000
BOUND_S = 0.1
DEADLINES = (OVERDUE, WEEK, MONTH, NONE)
LIST = "/papiere/"
DESK = "/schreibtisch/"


def list_rows(cast: Cast, papers: int = PAPERS) -> Iterator[Row]:
    """Measure the time of the server for every page that could grow with the number of papers."""
    seconds = once(partial(fill, cast, papers))
    stock = f"{Paper.objects.count():,} papers, {Answer.objects.count():,} returns"
    yield Row(f"{stock}: written", seconds)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        for who, account in cast.readers.items():
            client = Client()
            client.force_login(account)
            for what, path in pages(cast, account).items():
                yield Row(f"{what} ({who})", median(partial(get, client, path)), BOUND_S)
    for who, account in cast.readers.items():
        yield Row(f"what waits ({who})", median(partial(waits, cast, account.pk)), BOUND_S)


def pages(cast: Cast, account: Account) -> dict[str, str]:
    """Return the addresses one person asks for, by what they are called here."""
    everything: dict[str, object] = {"stage": ALL}
    asked: dict[str, dict[str, object]] = {
        "list of open papers": {},
        "list of all": everything,
        "list of all, last page": {**everything, "page": last_page(account)},
        "list of all led by one": {**everything, "lead": cast.associations[6].pk},
        "list of all of one kind": {**everything, "kind": cast.kinds[0].pk},
        "list of all of the own association": {**everything, "mine": 1},
        "search for a word": {**everything, "q": "Wandel"},
        "search for a part and a gendered word": {**everything, "q": "berat Bürgerinnen"},
        "search that finds one": {**everything, "q": "Teil 4711"},
        "search for a reference": {**everything, "q": "BM-4711/24"},
        "search that finds nothing": {**everything, "q": "Unauffindbares"},
        **{f"list of stage {stage.value}": {"stage": stage.value} for stage in Stage},
        **{f"list by deadline: {span}": {"deadline": span} for span in DEADLINES},
    }
    paths = {what: f"{LIST}?{urlencode(query)}" for what, query in asked.items()}
    return {**paths, "desk": DESK, "page of a paper": circulating(account).get_absolute_url()}


def last_page(account: Account) -> int:
    return -(-Paper.objects.visible_to(account).count() // PER_PAGE)


def circulating(account: Account) -> Paper:
    """Return a paper that is with the associations now."""
    papers = Paper.objects.visible_to(account).filter(stage=Stage.CIRCULATING)
    paper = papers.order_by("pk").first()
    if paper is None:
        raise BenchError("No paper is with the associations.")
    return paper


def waits(cast: Cast, account_id: int) -> None:
    """Ask like at the beginning of a request: a loaded account remembers its accesses."""
    if not agenda(Account.objects.get(pk=account_id), cast.body).items:
        raise BenchError("Nothing waits.")


def get(client: Client, path: str) -> None:
    """Ask for a page.

    :raises BenchError: if it is not there.
    """
    answer = client.get(path)
    if answer.status_code != HTTPStatus.OK:
        raise BenchError(f"{path} answers {answer.status_code}.")
