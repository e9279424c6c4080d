import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("chronicle", "0002_history_of_relations"),
        ("federation", "0001_initial"),
        ("federation", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("tree", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("frozen_at", models.DateTimeField(auto_now_add=True, verbose_name="frozen at")),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                ),
                ("foreword", models.TextField(blank=True, verbose_name="foreword")),
                ("foreword_en", models.TextField(blank=True, verbose_name="foreword in English")),
                ("closing", models.TextField(blank=True, verbose_name="closing words")),
                (
                    "closing_en",
                    models.TextField(blank=True, verbose_name="closing words in English"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="federation.organisation",
                        verbose_name="committee",
                    ),
                ),
                (
                    "published_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.reportversion",
                        verbose_name="published version",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ("-year", "body__sort_key"),
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                ),
                (
                    "content",
                    models.CharField(
                        choices=[
                            ("activities", "activities"),
                            ("numbers", "numbers of the year"),
                            ("timeline", "timeline"),
                            ("publications", "table of publications"),
                            ("demands", "demands and outcomes"),
                            ("open_points", "what remains open"),
                            ("chair", "who chairs and belongs to it"),
                            ("text", "own text only"),
                        ],
                        default="activities",
                        max_length=16,
                        verbose_name="content",
                    ),
                ),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("intro_en", models.TextField(blank=True, verbose_name="introduction in English")),
                (
                    "takes_rest",
                    models.BooleanField(
                        default=False, verbose_name="takes what no other section takes"
                    ),
                ),
                ("is_hidden", models.BooleanField(default=False, verbose_name="hidden")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="chronicle.activitygroup",
                        verbose_name="groups of kinds",
                    ),
                ),
                (
                    "kinds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="chronicle.activitykind",
                        verbose_name="kinds",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ReportEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="order"),
                ),
                ("is_hidden", models.BooleanField(default=False, verbose_name="hidden")),
                (
                    "stands_alone",
                    models.BooleanField(
                        default=False, verbose_name="is not told together with others"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="own words")),
                ("text_en", models.TextField(blank=True, verbose_name="own words in English")),
                ("facts_hash", models.CharField(blank=True, max_length=64)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="reports.report",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entries",
                        to="reports.reportsection",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
            },
        ),
        migrations.CreateModel(
            name="ReportEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "order",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="order"),
                ),
                ("is_hidden", models.BooleanField(default=False, verbose_name="hidden")),
                (
                    "stands_alone",
                    models.BooleanField(
                        default=False, verbose_name="is not told together with others"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="own words")),
                ("text_en", models.TextField(blank=True, verbose_name="own words in English")),
                ("facts_hash", models.CharField(blank=True, max_length=64)),
                (
                    "activity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reports.reportentry",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.reportsection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportSectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                ),
                (
                    "content",
                    models.CharField(
                        choices=[
                            ("activities", "activities"),
                            ("numbers", "numbers of the year"),
                            ("timeline", "timeline"),
                            ("publications", "table of publications"),
                            ("demands", "demands and outcomes"),
                            ("open_points", "what remains open"),
                            ("chair", "who chairs and belongs to it"),
                            ("text", "own text only"),
                        ],
                        default="activities",
                        max_length=16,
                        verbose_name="content",
                    ),
                ),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("intro_en", models.TextField(blank=True, verbose_name="introduction in English")),
                (
                    "takes_rest",
                    models.BooleanField(
                        default=False, verbose_name="takes what no other section takes"
                    ),
                ),
                ("is_hidden", models.BooleanField(default=False, verbose_name="hidden")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reports.reportsection",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title in English"),
                ),
                ("foreword", models.TextField(blank=True, verbose_name="foreword")),
                ("foreword_en", models.TextField(blank=True, verbose_name="foreword in English")),
                ("closing", models.TextField(blank=True, verbose_name="closing words")),
                (
                    "closing_en",
                    models.TextField(blank=True, verbose_name="closing words in English"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                        verbose_name="committee",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reports.report",
                    ),
                ),
                (
                    "published_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.reportversion",
                        verbose_name="published version",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("frozen_at", models.DateTimeField(auto_now_add=True, verbose_name="frozen at")),
                (
                    "frozen_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reports.reportversion",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="reportversion",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="reports.report",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportentry",
            constraint=models.UniqueConstraint(
                fields=("report", "activity"), name="reports_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="reports_version_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("body", "year"), name="reports_report_once_a_year"
            ),
        ),
    ]
