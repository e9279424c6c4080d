import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_extensions_and_cache"),
        ("federation", "0001_initial"),
        ("federation", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=300)),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, verbose_name="title in English"),
                ),
            ],
            options={
                "verbose_name": "series",
                "verbose_name_plural": "series",
                "ordering": ("sort_key",),
            },
        ),
        migrations.CreateModel(
            name="ActivityGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "group of kinds",
                "verbose_name_plural": "groups of kinds",
                "ordering": ("order", "label"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivityGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="chronicle.activitygroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LifeCycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "life cycle",
                "verbose_name_plural": "life cycles",
                "ordering": ("order", "label"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivityKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "label_plural",
                    models.CharField(blank=True, max_length=160, verbose_name="plural"),
                ),
                (
                    "label_plural_en",
                    models.CharField(blank=True, max_length=160, verbose_name="plural in English"),
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
                    "nominative",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="nominative with article"
                    ),
                ),
                (
                    "genitive",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="genitive with article"
                    ),
                ),
                (
                    "dative",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="dative with article"
                    ),
                ),
                ("icon", models.CharField(blank=True, max_length=40, verbose_name="icon")),
                (
                    "is_publication",
                    models.BooleanField(
                        default=False, verbose_name="belongs in the table of publications"
                    ),
                ),
                (
                    "expects",
                    models.CharField(
                        blank=True,
                        help_text="Separated by commas: day, addressee, author, patron, programme, outcome.",
                        max_length=200,
                        verbose_name="a record without these is a gap",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="federation.organisation",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinds",
                        to="chronicle.activitygroup",
                        verbose_name="group of kinds",
                    ),
                ),
                (
                    "life_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinds",
                        to="chronicle.lifecycle",
                        verbose_name="life cycle",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of activity",
                "verbose_name_plural": "kinds of activity",
                "ordering": ("order", "label"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=300)),
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
                ("label", models.CharField(max_length=300, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="label in English"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conference", "conference"),
                            ("budget", "budget negotiations"),
                            ("consultation", "consultation on a draft"),
                            ("report", "report by others"),
                            ("anniversary", "anniversary or action week"),
                            ("debate", "debate"),
                            ("other", "other occasion"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True,
                        help_text="As it follows the thing, with its preposition: zur Ministerkonferenz.",
                        max_length=300,
                        verbose_name="in a sentence",
                    ),
                ),
                (
                    "phrase_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="in an English sentence"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="occasions",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "occasion",
                "verbose_name_plural": "occasions",
                "ordering": ("sort_key",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="State",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("worked_on", "worked on"),
                            ("prepared", "prepared"),
                            ("done", "done"),
                            ("ongoing", "ongoing"),
                            ("dropped", "dropped"),
                        ],
                        max_length=12,
                        verbose_name="phase",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "life_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="states",
                        to="chronicle.lifecycle",
                    ),
                ),
            ],
            options={
                "verbose_name": "state",
                "verbose_name_plural": "states",
                "ordering": ("life_cycle", "order"),
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                ("key", models.SlugField(max_length=120, verbose_name="key")),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=500, verbose_name="title in English"),
                ),
                (
                    "is_quoted",
                    models.BooleanField(
                        default=True,
                        help_text="Without a tick the title only describes what it is about.",
                        verbose_name="the title is official and is quoted",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        help_text="What follows the kind in a sentence, for instance: zum Bericht über …",
                        max_length=500,
                        verbose_name="in a sentence",
                    ),
                ),
                (
                    "subject_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="in an English sentence"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The annual report in which it stands, even when its day is unknown.",
                        verbose_name="year of the report",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        help_text="When it lasted longer than the date above, for instance June–October 2024.",
                        max_length=40,
                        verbose_name="whole period",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("motto", models.CharField(blank=True, max_length=300, verbose_name="motto")),
                (
                    "hashtags",
                    models.CharField(blank=True, max_length=300, verbose_name="hashtags"),
                ),
                (
                    "keywords",
                    models.CharField(blank=True, max_length=500, verbose_name="keywords"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="note for the committee")),
                (
                    "report_text",
                    models.TextField(
                        blank=True,
                        help_text="Left empty, Einklang writes the sentence from the facts.",
                        verbose_name="own text for the report",
                    ),
                ),
                (
                    "report_text_en",
                    models.TextField(blank=True, verbose_name="own English text for the report"),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="published at")),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="source of the entry"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("committee", "committee only"),
                            ("federation", "whole federation"),
                            ("public", "public"),
                        ],
                        default="committee",
                        max_length=12,
                        verbose_name="visible to",
                    ),
                ),
                (
                    "series_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number"),
                ),
                ("search_text", models.TextField(default="", editable=False)),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "search_text", config="german"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="federation.organisation",
                        verbose_name="committee",
                    ),
                ),
                (
                    "programmes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities",
                        to="programmes.programme",
                        verbose_name="programmes",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="chronicle.activitykind",
                        verbose_name="kind",
                    ),
                ),
                (
                    "occasions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities",
                        to="chronicle.occasion",
                        verbose_name="occasions",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="activities",
                        to="chronicle.series",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="chronicle.state",
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": (
                    models.OrderBy(models.F("when_start"), descending=True, nulls_last=True),
                    "sort_key",
                ),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivityLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answers", "answers"),
                            ("follows_from", "follows from"),
                            ("evidence_for", "is evidence for"),
                            ("annex_of", "is an annex of"),
                            ("continues", "continues"),
                            ("part_of", "is part of"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="chronicle.activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ("kind", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ActivityLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answers", "answers"),
                            ("follows_from", "follows from"),
                            ("evidence_for", "is evidence for"),
                            ("annex_of", "is an annex of"),
                            ("continues", "continues"),
                            ("part_of", "is part of"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
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
                        to="chronicle.activitylink",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.activity",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=300, upload_to="attachments/%Y/%m/", verbose_name="file"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("media_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AttachmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "file",
                    models.FileField(
                        max_length=300, upload_to="attachments/%Y/%m/", verbose_name="file"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("media_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
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
                        to="chronicle.attachment",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("label", models.CharField(max_length=200, verbose_name="what is counted")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=200, verbose_name="in English"),
                ),
                (
                    "is_counted",
                    models.BooleanField(default=False, verbose_name="counted one by one"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="chronicle.activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "number",
                "verbose_name_plural": "numbers",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("label", models.CharField(max_length=200, verbose_name="what is counted")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=200, verbose_name="in English"),
                ),
                (
                    "is_counted",
                    models.BooleanField(default=False, verbose_name="counted one by one"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
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
                        to="chronicle.claim",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Demand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="demand")),
                ("text_en", models.TextField(blank=True, verbose_name="demand in English")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="demands",
                        to="chronicle.activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "demand",
                "verbose_name_plural": "demands",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DemandEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="demand")),
                ("text_en", models.TextField(blank=True, verbose_name="demand in English")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
                        to="chronicle.demand",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="what is to be done")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="federation.person",
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": (models.OrderBy(models.F("due_on"), nulls_last=True), "pk"),
            },
        ),
        migrations.CreateModel(
            name="FollowUpEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=300, verbose_name="what is to be done")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
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
                        to="chronicle.followup",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.person",
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivityKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "label_plural",
                    models.CharField(blank=True, max_length=160, verbose_name="plural"),
                ),
                (
                    "label_plural_en",
                    models.CharField(blank=True, max_length=160, verbose_name="plural in English"),
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
                    "nominative",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="nominative with article"
                    ),
                ),
                (
                    "genitive",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="genitive with article"
                    ),
                ),
                (
                    "dative",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="dative with article"
                    ),
                ),
                ("icon", models.CharField(blank=True, max_length=40, verbose_name="icon")),
                (
                    "is_publication",
                    models.BooleanField(
                        default=False, verbose_name="belongs in the table of publications"
                    ),
                ),
                (
                    "expects",
                    models.CharField(
                        blank=True,
                        help_text="Separated by commas: day, addressee, author, patron, programme, outcome.",
                        max_length=200,
                        verbose_name="a record without these is a gap",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.activitygroup",
                        verbose_name="group of kinds",
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
                        to="chronicle.activitykind",
                    ),
                ),
                (
                    "life_cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.lifecycle",
                        verbose_name="life cycle",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LifeCycleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="chronicle.lifecycle",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OccasionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("sort_key", models.CharField(editable=False, max_length=300)),
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
                ("label", models.CharField(max_length=300, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="label in English"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conference", "conference"),
                            ("budget", "budget negotiations"),
                            ("consultation", "consultation on a draft"),
                            ("report", "report by others"),
                            ("anniversary", "anniversary or action week"),
                            ("debate", "debate"),
                            ("other", "other occasion"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True,
                        help_text="As it follows the thing, with its preposition: zur Ministerkonferenz.",
                        max_length=300,
                        verbose_name="in a sentence",
                    ),
                ),
                (
                    "phrase_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="in an English sentence"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="chronicle.occasion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("achieved", "achieved"),
                            ("partial", "partly achieved"),
                            ("averted", "averted"),
                            ("open", "open"),
                            ("not_achieved", "not achieved"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(help_text="A whole sentence.", verbose_name="outcome")),
                ("text_en", models.TextField(blank=True, verbose_name="outcome in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="chronicle.activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ("pk",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutcomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("achieved", "achieved"),
                            ("partial", "partly achieved"),
                            ("averted", "averted"),
                            ("open", "open"),
                            ("not_achieved", "not achieved"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(help_text="A whole sentence.", verbose_name="outcome")),
                ("text_en", models.TextField(blank=True, verbose_name="outcome in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
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
                        to="chronicle.outcome",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participation",
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
                            ("author", "author"),
                            ("co_author", "co-author"),
                            ("addressee", "addressee"),
                            ("patron", "patron"),
                            ("organiser", "organiser"),
                            ("co_organiser", "co-organiser"),
                            ("contracting_party", "contracting party"),
                            ("evaluator", "evaluator"),
                            ("contributor", "contributor"),
                            ("partner", "partner"),
                            ("speaker", "speaker"),
                            ("guest", "guest"),
                            ("participant", "participant"),
                            ("source", "author of the paper answered"),
                            ("lead", "lead"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For somebody who is not recorded as organisation, office or person.",
                        max_length=300,
                        verbose_name="name",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="chronicle.activity",
                    ),
                ),
                (
                    "affiliations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="participations",
                        to="federation.membership",
                        verbose_name="affiliations",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="federation.mandate",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="federation.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="federation.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="federation.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ParticipationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "author"),
                            ("co_author", "co-author"),
                            ("addressee", "addressee"),
                            ("patron", "patron"),
                            ("organiser", "organiser"),
                            ("co_organiser", "co-organiser"),
                            ("contracting_party", "contracting party"),
                            ("evaluator", "evaluator"),
                            ("contributor", "contributor"),
                            ("partner", "partner"),
                            ("speaker", "speaker"),
                            ("guest", "guest"),
                            ("participant", "participant"),
                            ("source", "author of the paper answered"),
                            ("lead", "lead"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For somebody who is not recorded as organisation, office or person.",
                        max_length=300,
                        verbose_name="name",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.mandate",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.person",
                        verbose_name="person",
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
                        to="chronicle.participation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SentencePattern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "planned"),
                            ("worked_on", "worked on"),
                            ("prepared", "prepared"),
                            ("done", "done"),
                            ("ongoing", "ongoing"),
                            ("dropped", "dropped"),
                        ],
                        max_length=12,
                        verbose_name="phase",
                    ),
                ),
                (
                    "is_group",
                    models.BooleanField(default=False, verbose_name="tells several together"),
                ),
                ("text", models.TextField(verbose_name="German")),
                ("text_en", models.TextField(verbose_name="English")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="federation.organisation",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="patterns",
                        to="chronicle.activitykind",
                        verbose_name="kind of activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "sentence pattern",
                "verbose_name_plural": "sentence patterns",
                "ordering": ("kind", "phase"),
            },
        ),
        migrations.CreateModel(
            name="SentencePatternEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "planned"),
                            ("worked_on", "worked on"),
                            ("prepared", "prepared"),
                            ("done", "done"),
                            ("ongoing", "ongoing"),
                            ("dropped", "dropped"),
                        ],
                        max_length=12,
                        verbose_name="phase",
                    ),
                ),
                (
                    "is_group",
                    models.BooleanField(default=False, verbose_name="tells several together"),
                ),
                ("text", models.TextField(verbose_name="German")),
                ("text_en", models.TextField(verbose_name="English")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.activitykind",
                        verbose_name="kind of activity",
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
                        to="chronicle.sentencepattern",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SeriesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("sort_key", models.CharField(editable=False, max_length=300)),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, verbose_name="title in English"),
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
                        to="chronicle.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("sort_key", models.CharField(editable=False, max_length=300)),
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
                ("key", models.SlugField(db_index=False, max_length=120, verbose_name="key")),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=500, verbose_name="title in English"),
                ),
                (
                    "is_quoted",
                    models.BooleanField(
                        default=True,
                        help_text="Without a tick the title only describes what it is about.",
                        verbose_name="the title is official and is quoted",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        help_text="What follows the kind in a sentence, for instance: zum Bericht über …",
                        max_length=500,
                        verbose_name="in a sentence",
                    ),
                ),
                (
                    "subject_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="in an English sentence"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The annual report in which it stands, even when its day is unknown.",
                        verbose_name="year of the report",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        help_text="When it lasted longer than the date above, for instance June–October 2024.",
                        max_length=40,
                        verbose_name="whole period",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("motto", models.CharField(blank=True, max_length=300, verbose_name="motto")),
                (
                    "hashtags",
                    models.CharField(blank=True, max_length=300, verbose_name="hashtags"),
                ),
                (
                    "keywords",
                    models.CharField(blank=True, max_length=500, verbose_name="keywords"),
                ),
                ("summary", models.TextField(blank=True, verbose_name="note for the committee")),
                (
                    "report_text",
                    models.TextField(
                        blank=True,
                        help_text="Left empty, Einklang writes the sentence from the facts.",
                        verbose_name="own text for the report",
                    ),
                ),
                (
                    "report_text_en",
                    models.TextField(blank=True, verbose_name="own English text for the report"),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="published at")),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="source of the entry"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("committee", "committee only"),
                            ("federation", "whole federation"),
                            ("public", "public"),
                        ],
                        default="committee",
                        max_length=12,
                        verbose_name="visible to",
                    ),
                ),
                (
                    "series_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number"),
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
                        to="chronicle.activity",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.activitykind",
                        verbose_name="kind",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.series",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.state",
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=160, verbose_name="label in English"),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("worked_on", "worked on"),
                            ("prepared", "prepared"),
                            ("done", "done"),
                            ("ongoing", "ongoing"),
                            ("dropped", "dropped"),
                        ],
                        max_length=12,
                        verbose_name="phase",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "life_cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="chronicle.lifecycle",
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
                        to="chronicle.state",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="activitygroup",
            constraint=models.UniqueConstraint(
                fields=("body", "key"),
                name="chronicle_activitygroup_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="activitylink",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="chronicle_link_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitylink",
            constraint=models.UniqueConstraint(
                fields=("source", "kind", "target"), name="chronicle_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lifecycle",
            constraint=models.UniqueConstraint(
                fields=("body", "key"), name="chronicle_lifecycle_key_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="activitykind",
            constraint=models.UniqueConstraint(
                fields=("body", "key"),
                name="chronicle_activitykind_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="occasion",
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
                name="chronicle_occasion_when_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
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
                name="chronicle_outcome_when_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("name", ""),
                        ("office", None),
                        ("organisation__isnull", False),
                        ("person", None),
                    ),
                    models.Q(
                        ("name", ""),
                        ("office__isnull", False),
                        ("organisation", None),
                        ("person", None),
                    ),
                    models.Q(
                        ("name", ""),
                        ("office", None),
                        ("organisation", None),
                        ("person__isnull", False),
                    ),
                    models.Q(
                        ("office", None),
                        ("organisation", None),
                        ("person", None),
                        models.Q(("name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="chronicle_participation_of_one_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("mandate", None), ("person__isnull", False), _connector="OR"),
                name="chronicle_mandate_needs_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("activity", "role", "organisation", "office", "person", "name"),
                name="chronicle_participation_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="sentencepattern",
            constraint=models.UniqueConstraint(
                fields=("body", "kind", "phase", "is_group"),
                name="chronicle_pattern_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="state",
            constraint=models.UniqueConstraint(
                fields=("life_cycle", "key"), name="chronicle_state_key_once"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                fields=["body", "year", "when_start"], name="chronicle_a_body_id_7bd3ea_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                models.F("body"),
                models.OrderBy(models.F("when_start"), descending=True, nulls_last=True),
                models.F("sort_key"),
                models.F("id"),
                include=("kind", "state", "year", "when_end", "visibility"),
                name="chronicle_latest_first",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                fields=["body", "sort_key", "id"],
                include=("state", "visibility"),
                name="chronicle_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                fields=["body", "-year", "-updated_at"],
                include=("id", "state", "kind", "visibility"),
                name="chronicle_changed_in_year",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["body", "-updated_at"], name="chronicle_changed_last"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_vector"], name="chronicle_search_stems"
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="chronicle_search_parts", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["sort_key"], name="chronicle_title_parts", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
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
                name="chronicle_activity_when_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("body", "key"), name="chronicle_activity_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 1848), ("year__lte", 2200)),
                name="chronicle_activity_year_plausible",
            ),
        ),
    ]
