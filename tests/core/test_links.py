from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from tests.factories import make_account

from einklang.core import clock
from einklang.core.links import SecretLink, SecretLinkQuerySet, hash_of, new_token
from einklang.federation.models import Account

pytestmark = pytest.mark.django_db

with isolate_apps("einklang.core"):

    class DoorLink(SecretLink):
        """Opens a door; lives in these tests only."""

        created_by = models.ForeignKey(
            Account, on_delete=models.SET_NULL, null=True, related_name="+"
        )
        objects = SecretLinkQuerySet["DoorLink"].as_manager()

        class Meta:
            app_label = "core"


@pytest.fixture(autouse=True)
def _table(db: None) -> None:  # noqa: ARG001 - the transaction that takes the table back
    with connection.schema_editor() as editor:
        editor.create_model(DoorLink)


def make_link(token: str, **facts: object) -> DoorLink:
    given = {"scope": "answer", "expires_at": clock.now() + timedelta(days=7), **facts}
    link: DoorLink = DoorLink.objects.create(token_hash=hash_of(token), **given)
    return link


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = [new_token() for _ in range(50)]

    assert len({token for token, _ in tokens}) == 50
    assert {len(token) for token, _ in tokens} == {43}
    assert all(hash_of(token) == kept and token not in kept for token, kept in tokens)
    assert all(token.replace("-", "").replace("_", "").isalnum() for token, _ in tokens)


def test_hash_is_sha256() -> None:
    # printf Einklang | sha256sum
    assert hash_of("Einklang") == (
        "2ce1a50e3a49e90eaac0fc19f98a909079c5f18214ac8fa891e3241a932faf21"
    )


def test_link_is_found_by_its_token_and_nothing_else() -> None:
    token, kept = new_token()
    mine = make_link(token, created_by=make_account(), person_name="Kim Beispiel")
    make_link(new_token()[0])

    assert list(DoorLink.objects.matching(token)) == [mine]
    for wrong in ("", token[:-1], token.swapcase(), kept, "ä", "\ud800", "x" * 5000):
        assert list(DoorLink.objects.matching(wrong)) == []


def test_table_holds_nothing_that_opens() -> None:
    token, _ = new_token()
    make_link(token, email="kim@example.org")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_doorlink")
        (row,) = cursor.fetchall()

    assert hash_of(token) in row
    assert token not in str(row)


def test_link_is_open_until_it_ends_or_is_withdrawn() -> None:
    opened = make_link("a")
    ended = make_link("b", expires_at=clock.now() - timedelta(seconds=1))
    withdrawn = make_link("c", revoked_at=clock.now())

    assert [link.is_open for link in (opened, ended, withdrawn)] == [True, False, False]
    assert list(DoorLink.objects.all().open()) == [opened]
    assert list(DoorLink.objects.matching("b")) == [ended]


def test_two_links_never_share_a_token() -> None:
    make_link("a")

    with transaction.atomic(), pytest.raises(IntegrityError):
        make_link("a")


def test_link_outlives_whoever_made_it() -> None:
    field = SecretLink._meta.get_field("created_by")

    # The class stands in an abstract model as a name.
    assert str(field.remote_field.model) == settings.AUTH_USER_MODEL
    assert field.remote_field.on_delete is models.SET_NULL


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"person_name": "Kim Beispiel", "email": "kim@example.org"}, "Kim Beispiel"),
        ({"email": "kim@example.org"}, "kim@example.org"),
        ({}, "answer"),
    ],
)
def test_link_is_called_by_the_person(facts: dict[str, str], name: str) -> None:
    assert str(make_link("a", **facts)) == name
