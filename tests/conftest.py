"""One PostgreSQL of our own for the whole run; every process of a parallel run has its own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
import pytest_socket
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from tests.inbox import open_inbox
from tests.sample_database import copy_database, drop_database, using_database

from einklang.core.postgres import Cluster, connection_url, django_database
from einklang.federation.models import Organisation
from einklang.intake.operations.sample_papers import load_sample_papers

# Speed is measured by the bench; a busy machine must not fail a test.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

CLUSTER: Cluster | None = None
FOLDER: tempfile.TemporaryDirectory[str] | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start the server; the workers of a parallel run share it."""
    global CLUSTER, FOLDER  # noqa: PLW0603 - the server lives as long as the run
    if os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return
    FOLDER = tempfile.TemporaryDirectory(prefix="ek-")
    CLUSTER = Cluster(Path(FOLDER.name) / "pg", durable=False)
    CLUSTER.start()
    # Workers of a parallel run read the address; here the settings are already loaded.
    os.environ["DATABASE_URL"] = connection_url(CLUSTER, "postgres")
    connection.settings_dict.update(django_database(os.environ["DATABASE_URL"]))
    settings.MEDIA_ROOT = os.environ.setdefault(
        "EINKLANG_MEDIA_ROOT", str(Path(FOLDER.name) / "media")
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or CLUSTER is None or FOLDER is None:
        return
    CLUSTER.stop()
    FOLDER.cleanup()


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let tests talk to this machine only."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,  # noqa: ARG001 - the settings of tests come first
    django_db_modify_db_settings: None,  # noqa: ARG001 - a name of its own for each worker
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Create the empty database, also when only tests on the sample year were chosen."""
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0, interactive=False, aliases={"default": None}, serialized_aliases=set()
        )
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def sample_database(
    django_db_setup: None,  # noqa: ARG001 - the copy needs the original
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """Load the sample year once a run, through the import, into a database of its own."""
    with django_db_blocker.unblock():
        name = f"{connection.settings_dict['NAME']}_sample"
        copy_database(name)
        with using_database(name):
            call_command("load_demo", papers=False, verbosity=0)
        yield name
        drop_database(name)


@pytest.fixture(scope="session")
def paper_database(sample_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Add the invented papers to a copy of the sample year, once a run."""
    with django_db_blocker.unblock():
        name = f"{sample_database}_papers"
        with using_database(sample_database):
            copy_database(name)
        with using_database(name):
            body = Organisation.objects.filter(activities__isnull=False).distinct().get()
            load_sample_papers(body=body)
        yield name
        drop_database(name)


@pytest.fixture
def sample_year(sample_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Run one test on the sample year; what it changes is taken back."""
    with django_db_blocker.unblock(), on_loan(sample_database):
        yield


@pytest.fixture
def sample_papers(paper_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Run one test on the sample year with the invented papers."""
    with django_db_blocker.unblock(), on_loan(paper_database):
        yield


@contextmanager
def on_loan(database: str) -> Iterator[None]:
    with using_database(database), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def inbox() -> Iterator[list[EmailMessage]]:
    """Return the mails that arrive at a real mail server of this machine."""
    with open_inbox() as messages:
        yield messages
