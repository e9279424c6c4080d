"""Extensions that search needs, and the table of the shared cache."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

CACHE = """
CREATE TABLE core_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        migrations.RunSQL(CACHE, "DROP TABLE core_cache"),
    ]
