import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import einklang.federation.models.account


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("federation", "federation"),
                            ("association", "member association"),
                            ("branch", "branch"),
                            ("state_league", "state league"),
                            ("carrier", "carrier"),
                            ("committee", "committee"),
                            ("commission", "commission"),
                            ("working_group", "working group"),
                            ("project_group", "project group"),
                            ("organ", "organ (presidium, general assembly)"),
                            ("secretariat", "secretariat"),
                            ("ministry", "ministry"),
                            ("authority", "authority"),
                            ("court_of_audit", "court of audit"),
                            ("government", "government"),
                            ("parliament", "parliament"),
                            ("parliamentary_group", "parliamentary group"),
                            ("parliamentary_committee", "parliamentary committee"),
                            ("conference", "conference of ministers or premiers"),
                            ("research", "research institute"),
                            ("network", "network"),
                            ("public", "group of addressees"),
                            ("other", "other organisation"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=120, verbose_name="short name"),
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
                    "genitive",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="genitive with article"
                    ),
                ),
                (
                    "dative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="dative with article"
                    ),
                ),
                (
                    "accusative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="accusative with article"
                    ),
                ),
                (
                    "land",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DE-BW", "Baden-Württemberg"),
                            ("DE-BY", "Bayern"),
                            ("DE-BE", "Berlin"),
                            ("DE-BB", "Brandenburg"),
                            ("DE-HB", "Bremen"),
                            ("DE-HH", "Hamburg"),
                            ("DE-HE", "Hessen"),
                            ("DE-MV", "Mecklenburg-Vorpommern"),
                            ("DE-NI", "Niedersachsen"),
                            ("DE-NW", "Nordrhein-Westfalen"),
                            ("DE-RP", "Rheinland-Pfalz"),
                            ("DE-SL", "Saarland"),
                            ("DE-SN", "Sachsen"),
                            ("DE-ST", "Sachsen-Anhalt"),
                            ("DE-SH", "Schleswig-Holstein"),
                            ("DE-TH", "Thüringen"),
                        ],
                        max_length=5,
                        verbose_name="Land",
                    ),
                ),
                ("seat", models.CharField(blank=True, max_length=120, verbose_name="seat")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="website")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ("sort_key",),
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("member", "is a member of"),
                            ("branch", "is a branch of"),
                            ("part", "is part of"),
                            ("carrier", "is a carrier of"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliations",
                        to="federation.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliated",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("order", "organisation__sort_key"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LeadTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leads",
                        to="federation.organisation",
                    ),
                ),
                (
                    "federation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lead_terms",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("since",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Office",
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
                    "genitive",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="genitive with article"
                    ),
                ),
                (
                    "dative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="dative with article"
                    ),
                ),
                (
                    "accusative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="accusative with article"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offices",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "office",
                "verbose_name_plural": "offices",
                "ordering": ("sort_key",),
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("title", models.CharField(blank=True, max_length=60, verbose_name="title")),
                (
                    "given_name",
                    models.CharField(blank=True, max_length=120, verbose_name="given name"),
                ),
                ("family_name", models.CharField(max_length=120, verbose_name="family name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ("sort_key",),
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, verbose_name="may enter the administration"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "Deutsch"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="account",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "ordering": ("email",),
            },
        ),
        migrations.CreateModel(
            name="Access",
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
                            ("secretariat", "Secretariat"),
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("association_staff", "Association staff"),
                            ("carrier_contact", "Carrier contact"),
                            ("guest", "Guest"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accesses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accesses",
                        to="federation.organisation",
                        verbose_name="body",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="represented_by",
                        to="federation.organisation",
                        verbose_name="speaks for",
                    ),
                ),
            ],
            options={
                "verbose_name": "access",
                "verbose_name_plural": "accesses",
                "ordering": ("body__sort_key",),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretariat", "Secretariat"),
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("association_staff", "Association staff"),
                            ("carrier_contact", "Carrier contact"),
                            ("guest", "Guest"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("link_number", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "mailed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="mailed at"
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=einklang.federation.models.account.invitation_end,
                        verbose_name="expires at",
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations_sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="federation.organisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="federation.organisation",
                        verbose_name="speaks for",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ("-created_at",),
            },
        ),
        migrations.CreateModel(
            name="OfficeTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="federation.office",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="office_terms",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "ordering": ("since", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OfficeEvent",
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
                    "genitive",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="genitive with article"
                    ),
                ),
                (
                    "dative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="dative with article"
                    ),
                ),
                (
                    "accusative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="accusative with article"
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
                        to="federation.office",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("deputy_chair", "deputy chair"),
                            ("delegate", "delegate"),
                            ("deputy", "deputy delegate"),
                            ("secretary", "secretariat"),
                            ("guest", "permanent guest"),
                            ("head", "head"),
                            ("staff", "staff"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "function",
                    models.CharField(blank=True, max_length=300, verbose_name="function"),
                ),
                (
                    "function_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="function in English"
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="delegations",
                        to="federation.organisation",
                        verbose_name="delegated by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="federation.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__sort_key", "since", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "label",
                    models.CharField(
                        default="MdB", max_length=40, verbose_name="abbreviation of the mandate"
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        default="MP", max_length=40, verbose_name="abbreviation in English"
                    ),
                ),
                (
                    "constituency",
                    models.CharField(blank=True, max_length=160, verbose_name="constituency"),
                ),
                (
                    "committees",
                    models.ManyToManyField(
                        blank=True,
                        related_name="committee_mandates",
                        to="federation.organisation",
                        verbose_name="committees",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_mandates",
                        to="federation.organisation",
                        verbose_name="parliamentary group",
                    ),
                ),
                (
                    "parliament",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="federation.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "ordering": ("since", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LeadTermEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        to="federation.leadterm",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                    ),
                ),
                (
                    "federation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretariat", "Secretariat"),
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("association_staff", "Association staff"),
                            ("carrier_contact", "Carrier contact"),
                            ("guest", "Guest"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("link_number", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "mailed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="mailed at"
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=einklang.federation.models.account.invitation_end,
                        verbose_name="expires at",
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "invited_by",
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
                        to="federation.invitation",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
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
                        verbose_name="speaks for",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AffiliationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("member", "is a member of"),
                            ("branch", "is a branch of"),
                            ("part", "is part of"),
                            ("carrier", "is a carrier of"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
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
                        to="federation.affiliation",
                    ),
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
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccessEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretariat", "Secretariat"),
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("association_staff", "Association staff"),
                            ("carrier_contact", "Carrier contact"),
                            ("guest", "Guest"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="federation.access",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                        verbose_name="body",
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
                        verbose_name="speaks for",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("sort_key", models.CharField(editable=False, max_length=300)),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("federation", "federation"),
                            ("association", "member association"),
                            ("branch", "branch"),
                            ("state_league", "state league"),
                            ("carrier", "carrier"),
                            ("committee", "committee"),
                            ("commission", "commission"),
                            ("working_group", "working group"),
                            ("project_group", "project group"),
                            ("organ", "organ (presidium, general assembly)"),
                            ("secretariat", "secretariat"),
                            ("ministry", "ministry"),
                            ("authority", "authority"),
                            ("court_of_audit", "court of audit"),
                            ("government", "government"),
                            ("parliament", "parliament"),
                            ("parliamentary_group", "parliamentary group"),
                            ("parliamentary_committee", "parliamentary committee"),
                            ("conference", "conference of ministers or premiers"),
                            ("research", "research institute"),
                            ("network", "network"),
                            ("public", "group of addressees"),
                            ("other", "other organisation"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=120, verbose_name="short name"),
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
                    "genitive",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="genitive with article"
                    ),
                ),
                (
                    "dative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="dative with article"
                    ),
                ),
                (
                    "accusative",
                    models.CharField(
                        blank=True, max_length=330, verbose_name="accusative with article"
                    ),
                ),
                (
                    "land",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DE-BW", "Baden-Württemberg"),
                            ("DE-BY", "Bayern"),
                            ("DE-BE", "Berlin"),
                            ("DE-BB", "Brandenburg"),
                            ("DE-HB", "Bremen"),
                            ("DE-HH", "Hamburg"),
                            ("DE-HE", "Hessen"),
                            ("DE-MV", "Mecklenburg-Vorpommern"),
                            ("DE-NI", "Niedersachsen"),
                            ("DE-NW", "Nordrhein-Westfalen"),
                            ("DE-RP", "Rheinland-Pfalz"),
                            ("DE-SL", "Saarland"),
                            ("DE-SN", "Sachsen"),
                            ("DE-ST", "Sachsen-Anhalt"),
                            ("DE-SH", "Schleswig-Holstein"),
                            ("DE-TH", "Thüringen"),
                        ],
                        max_length=5,
                        verbose_name="Land",
                    ),
                ),
                ("seat", models.CharField(blank=True, max_length=120, verbose_name="seat")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="website")),
                ("note", models.TextField(blank=True, verbose_name="note")),
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
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=120, verbose_name="short name"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="federation.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("valid_from", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OrganisationNameEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=120, verbose_name="short name"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
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
                        to="federation.organisationname",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OfficeTermEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.office",
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
                        to="federation.officeterm",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("deputy_chair", "deputy chair"),
                            ("delegate", "delegate"),
                            ("deputy", "deputy delegate"),
                            ("secretary", "secretariat"),
                            ("guest", "permanent guest"),
                            ("head", "head"),
                            ("staff", "staff"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "function",
                    models.CharField(blank=True, max_length=300, verbose_name="function"),
                ),
                (
                    "function_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="function in English"
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
                        to="federation.membership",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                        verbose_name="delegated by",
                    ),
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MandateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "label",
                    models.CharField(
                        default="MdB", max_length=40, verbose_name="abbreviation of the mandate"
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        default="MP", max_length=40, verbose_name="abbreviation in English"
                    ),
                ),
                (
                    "constituency",
                    models.CharField(blank=True, max_length=160, verbose_name="constituency"),
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
                        to="federation.mandate",
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
                        to="federation.organisation",
                        verbose_name="parliamentary group",
                    ),
                ),
                (
                    "parliament",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, verbose_name="may enter the administration"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "Deutsch"), ("en", "English")],
                        default="de",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
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
                        to=settings.AUTH_USER_MODEL,
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("sort_key", models.CharField(editable=False, max_length=300)),
                ("key", models.SlugField(db_index=False, max_length=80, verbose_name="key")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="title")),
                (
                    "given_name",
                    models.CharField(blank=True, max_length=120, verbose_name="given name"),
                ),
                ("family_name", models.CharField(max_length=120, verbose_name="family name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("note", models.TextField(blank=True, verbose_name="note")),
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
                        to="federation.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="leadterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="federation_leadterm_term_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadterm",
            constraint=models.UniqueConstraint(
                fields=("federation", "since"), name="federation_lead_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="federation_affiliation_term_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation", models.F("parent")), _negated=True),
                name="federation_affiliation_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.UniqueConstraint(
                fields=("organisation", "parent", "kind", "since"),
                name="federation_affiliation_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.UniqueConstraint(
                fields=("account", "body"), name="federation_access_once_per_body"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_until", None),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="federation_name_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="officeterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="federation_officeterm_term_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="federation_membership_term_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("person", "organisation", "role", "since"),
                name="federation_membership_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="federation_mandate_term_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                fields=("person", "parliament", "since"),
                name="federation_mandate_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="federation_account_email_once",
            ),
        ),
    ]
