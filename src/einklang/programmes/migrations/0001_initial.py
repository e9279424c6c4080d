import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("federation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=200, verbose_name="label in English"),
                ),
                (
                    "is_budget",
                    models.BooleanField(default=False, verbose_name="money of a budget"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ("order", "label"),
            },
        ),
        migrations.CreateModel(
            name="IndicatorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=200, verbose_name="label in English"),
                ),
                (
                    "is_budget",
                    models.BooleanField(default=False, verbose_name="money of a budget"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
                        to="programmes.indicator",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=300)),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=80, verbose_name="abbreviation"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=300, verbose_name="English name"),
                ),
                (
                    "article",
                    models.CharField(
                        choices=[
                            ("der", "der"),
                            ("die", "die"),
                            ("das", "das"),
                            ("die_plural", "die (Plural)"),
                            ("none", "none"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="article",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="legal basis"),
                ),
                (
                    "since_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="since"),
                ),
                (
                    "until_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="until"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "description_en",
                    models.TextField(blank=True, verbose_name="description in English"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="website")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "funder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funded_programmes",
                        to="federation.organisation",
                        verbose_name="funder",
                    ),
                ),
                (
                    "granting_authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="granted_programmes",
                        to="federation.organisation",
                        verbose_name="granting authority",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strands",
                        to="programmes.programme",
                        verbose_name="strand of",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ("order", "sort_key"),
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "when_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("range", "range of days"),
                            ("month", "month"),
                            ("month_range", "range of months"),
                            ("year", "year"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="precision of the date",
                    ),
                ),
                ("when_start", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("when_end", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                ("title", models.CharField(max_length=400, verbose_name="title")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=300, verbose_name="publisher"),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=300, verbose_name="reference"),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ("title",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("when_end", None),
                                ("when_precision", "unknown"),
                                ("when_start", None),
                            ),
                            models.Q(
                                models.Q(("when_precision", "unknown"), _negated=True),
                                ("when_end__gte", models.F("when_start")),
                                ("when_start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programmes_source_when_is_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "when_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("range", "range of days"),
                            ("month", "month"),
                            ("month_range", "range of months"),
                            ("year", "year"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="precision of the date",
                    ),
                ),
                ("when_start", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("when_end", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "value",
                    models.DecimalField(decimal_places=3, max_digits=18, verbose_name="value"),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("just_under", "just under"),
                            ("over", "over"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=12,
                        verbose_name="qualifier",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("demand", "demanded"),
                            ("adopted", "adopted"),
                            ("provisional", "provisional"),
                            ("actual", "actual"),
                            ("estimate", "estimate"),
                            ("reported", "reported"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="programmes.indicator",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="programmes.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="programmes.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "ordering": ("indicator__order", "year", "kind", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeCarrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("carrier", "carrier"),
                            ("carrier_group", "carrier group"),
                            ("central_office", "central office"),
                        ],
                        default="carrier",
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "since_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="since"),
                ),
                (
                    "until_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried_programmes",
                        to="federation.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carriers",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__sort_key",),
            },
        ),
        migrations.CreateModel(
            name="ProgrammeCarrierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("carrier", "carrier"),
                            ("carrier_group", "carrier group"),
                            ("central_office", "central office"),
                        ],
                        default="carrier",
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "since_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="since"),
                ),
                (
                    "until_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
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
                        to="programmes.programmecarrier",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("sort_key", models.CharField(editable=False, max_length=300)),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=80, verbose_name="abbreviation"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=300, verbose_name="English name"),
                ),
                (
                    "article",
                    models.CharField(
                        choices=[
                            ("der", "der"),
                            ("die", "die"),
                            ("das", "das"),
                            ("die_plural", "die (Plural)"),
                            ("none", "none"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="article",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="legal basis"),
                ),
                (
                    "since_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="since"),
                ),
                (
                    "until_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="until"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "description_en",
                    models.TextField(blank=True, verbose_name="description in English"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="website")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "funder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                        verbose_name="funder",
                    ),
                ),
                (
                    "granting_authority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                        verbose_name="granting authority",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.programme",
                        verbose_name="strand of",
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
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FigureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "when_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("range", "range of days"),
                            ("month", "month"),
                            ("month_range", "range of months"),
                            ("year", "year"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="precision of the date",
                    ),
                ),
                ("when_start", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("when_end", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "value",
                    models.DecimalField(decimal_places=3, max_digits=18, verbose_name="value"),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("just_under", "just under"),
                            ("over", "over"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=12,
                        verbose_name="qualifier",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("demand", "demanded"),
                            ("adopted", "adopted"),
                            ("provisional", "provisional"),
                            ("actual", "actual"),
                            ("estimate", "estimate"),
                            ("reported", "reported"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
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
                        to="programmes.figure",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.indicator",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "when_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("range", "range of days"),
                            ("month", "month"),
                            ("month_range", "range of months"),
                            ("year", "year"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="precision of the date",
                    ),
                ),
                ("when_start", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("when_end", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("title", models.CharField(max_length=400, verbose_name="title")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=300, verbose_name="publisher"),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=300, verbose_name="reference"),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
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
                        to="programmes.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="programmes_programme_not_own_strand",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmecarrier",
            constraint=models.UniqueConstraint(
                fields=("programme", "organisation", "role"), name="programmes_carrier_once"
            ),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(
                fields=["programme", "indicator", "year"], name="programmes__program_da5e5d_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("when_end", None), ("when_precision", "unknown"), ("when_start", None)
                    ),
                    models.Q(
                        models.Q(("when_precision", "unknown"), _negated=True),
                        ("when_end__gte", models.F("when_start")),
                        ("when_start__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="programmes_figure_when_is_whole",
            ),
        ),
    ]
