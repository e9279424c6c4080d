import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from einklang.core import jobs

pytestmark = pytest.mark.django_db(transaction=True)


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")
        return [name for (name,) in cursor.fetchall()]


def test_enqueue_is_taken_back_with_its_transaction() -> None:
    def fail_after_enqueue() -> None:
        with transaction.atomic():
            jobs.enqueue("core.test")
            assert waiting() == ["core.test"]
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError, match="rolled back"):
        fail_after_enqueue()

    assert waiting() == []


def test_housekeeping_is_registered_once() -> None:
    periodic = [task.task.name for task in app.periodic_registry.periodic_tasks.values()]

    assert sorted(name for name in periodic if name.startswith("core.")) == [
        "core.heal",
        "core.prune",
    ]
