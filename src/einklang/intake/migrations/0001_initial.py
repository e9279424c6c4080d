import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import einklang.intake.models.upload


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("federation", "0001_initial"),
        ("federation", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="file name")),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "expires_at",
                    models.DateTimeField(default=einklang.intake.models.upload.upload_end),
                ),
                (
                    "imported_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="imported at"),
                ),
                ("tallies", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "ordering": ("-created_at",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("imported_at", None)),
                        fields=("account", "body", "sha256"),
                        name="intake_upload_waits_once",
                    )
                ],
            },
        ),
    ]
