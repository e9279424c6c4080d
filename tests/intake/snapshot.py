"""The state of all tables in one value, to prove that nothing, or only one thing, changed."""

import hashlib

from django.db import connection

PASSED_OVER = ("django_", "procrastinate_", "auth_", "core_cache")


def snapshot() -> dict[str, tuple[int, str]]:
    """Return the number of rows and a fingerprint of every table, the audit trail too."""
    with connection.cursor() as cursor:
        tables = sorted(
            name
            for name in connection.introspection.table_names(cursor)
            if not name.startswith(PASSED_OVER)
        )
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608 - our own tables
            rows = [row[0] for row in cursor.fetchall()]
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            found[table] = (len(rows), digest)
    return found
