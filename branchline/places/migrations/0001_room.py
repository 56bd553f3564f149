import branchline.core.ids
import branchline.core.words
import branchline.places.models.branches
import branchline.places.models.hours
import branchline.places.models.services
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from branchline.core.walls import PublishedWall, SameService


class Migration(migrations.Migration):
    """The room as it stands, in one step. A database that went the steps before has it already."""

    initial = True

    replaces = [
        ('places', '0001_places'),
        ('places', '0002_how_to_reach'),
        ('places', '0003_seasons_stops_history'),
        ('places', '0004_poster_codes'),
        ('places', '0005_words_and_towns'),
        ('places', '0006_asks_afterwards'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutwardCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4, unique=True)),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('branches', models.PositiveIntegerField(help_text='how many the centre is reckoned from')),
            ],
        ),
        migrations.CreateModel(
            name='Postcode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('postcode', models.CharField(help_text='capitals, no space: M337ZF', max_length=7, unique=True)),
                ('ward_code', models.CharField(blank=True, max_length=9)),
                ('ward_vintage', models.PositiveSmallIntegerField(null=True)),
                ('lsoa_code', models.CharField(blank=True, max_length=9)),
                ('authority_code', models.CharField(blank=True, max_length=9)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('ended', models.DateField(help_text='no longer in use since', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Deprivation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(max_length=9)),
                ('year', models.PositiveSmallIntegerField(help_text='of the index')),
                ('nation', models.CharField(max_length=16)),
                ('rank', models.PositiveIntegerField(help_text='1 is the most deprived')),
                ('decile', models.PositiveSmallIntegerField(help_text='1 is the most deprived tenth')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area_code', 'year'), name='places_deprivation_key'), models.CheckConstraint(condition=models.Q(('decile__range', (1, 10))), name='places_deprivation_decile')],
            },
        ),
        migrations.CreateModel(
            name='LocalAuthority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9)),
                ('vintage', models.PositiveSmallIntegerField(help_text='the year of the list')),
                ('name', models.CharField(max_length=100)),
                ('name_cy', models.CharField(blank=True, max_length=100)),
                ('nation', models.CharField(max_length=16)),
                ('region', models.CharField(blank=True, max_length=60)),
                ('tier', models.CharField(choices=[('single', 'Single tier'), ('upper', 'County'), ('lower', 'District')], max_length=6)),
                ('upper_code', models.CharField(blank=True, help_text='the county of a district', max_length=9)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('replaced_by', models.CharField(blank=True, help_text='codes, with spaces between', max_length=60)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('outline', models.JSONField(help_text='[[[lon, lat], …], …]: rings, for the small map', null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'vintage'), name='places_localauthority_key')],
            },
        ),
        migrations.CreateModel(
            name='Lsoa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9)),
                ('vintage', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=100)),
                ('ward_code', models.CharField(blank=True, max_length=9)),
                ('ward_vintage', models.PositiveSmallIntegerField(null=True)),
                ('authority_code', models.CharField(blank=True, max_length=9)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'vintage'), name='places_lsoa_key')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('slug', models.SlugField(help_text='first word of its addresses', max_length=60, unique=True)),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('nation', models.CharField(choices=[('england', 'England'), ('scotland', 'Scotland'), ('wales', 'Wales'), ('northern_ireland', 'Northern Ireland')], max_length=16)),
                ('code', models.CharField(blank=True, help_text='the GSS code by which national lists know it', max_length=9, null=True, unique=True)),
                ('website', models.URLField(blank=True, max_length=300)),
                ('phone', models.CharField(blank=True, db_default='', help_text='digits, see core.telephones', max_length=11)),
                ('email', models.EmailField(blank=True, db_default='', help_text='public: for residents', max_length=254)),
                ('links', models.JSONField(default=dict, help_text='its own pages: catalogue, events, joining, e-books')),
                ('welcome', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('bank_holidays', models.CharField(blank=True, choices=[('closed', 'Closed, unless a library says otherwise'), ('usual', 'Open as usual, unless a library says otherwise')], db_default='', max_length=6)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=branchline.places.models.services.english_only, size=None)),
                ('asks_afterwards', models.BooleanField(db_default=True, default=True, help_text='asks who wants it how an event was')),
                ('own_host', models.CharField(blank=True, help_text='e.g. whatson.example.org', max_length=200, null=True, unique=True)),
                ('live', models.BooleanField(default=True, help_text='its pages are open')),
                ('merged_into', models.ForeignKey(help_text='and is gone', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='places.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='places_service_has_slug')],
            },
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('kind', models.CharField(choices=[('static', 'Library'), ('mobile', 'Mobile library'), ('outreach', 'Outreach venue'), ('archive', 'Archive or local studies'), ('prison', 'Prison library')], default='static', max_length=10)),
                ('run_by', models.CharField(blank=True, choices=[('council', 'Run by the council'), ('council_unstaffed', 'Run by the council, without staff'), ('commissioned', 'Run for the council by another organisation'), ('community', 'Run by the community with the council'), ('independent', 'Independent community library')], max_length=20)),
                ('statutory', models.BooleanField(help_text='part of the service the council must provide', null=True)),
                ('street', models.CharField(blank=True, max_length=200)),
                ('town', models.CharField(blank=True, max_length=120)),
                ('county', models.CharField(blank=True, max_length=120)),
                ('postcode', models.CharField(blank=True, help_text='with its space: M33 7ZF', max_length=8)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('position', models.CharField(choices=[('exact', 'Exact'), ('approximate', 'Approximate'), ('unknown', 'Not known')], default='unknown', max_length=12)),
                ('ward_code', models.CharField(blank=True, max_length=9)),
                ('ward_vintage', models.PositiveSmallIntegerField(null=True)),
                ('authority_code', models.CharField(blank=True, max_length=9)),
                ('opened_year', models.PositiveSmallIntegerField(null=True)),
                ('closed_on', models.DateField(help_text='closed for good from this day on', null=True)),
                ('website', models.URLField(blank=True, max_length=300)),
                ('phone', models.CharField(blank=True, db_default='', help_text='digits, see core.telephones', max_length=11)),
                ('email', models.EmailField(blank=True, db_default='', help_text='public: for residents', max_length=254)),
                ('facilities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, help_text='what shares the building', size=None)),
                ('hours_note', models.JSONField(default=dict, help_text='what a national list says of opening, where we have no times')),
                ('step_free', models.BooleanField(null=True, verbose_name='Step-free way in')),
                ('automatic_doors', models.BooleanField(null=True, verbose_name='Automatic doors')),
                ('lift', models.BooleanField(null=True, verbose_name='Lift to all public floors')),
                ('accessible_toilet', models.BooleanField(null=True, verbose_name='Accessible toilet')),
                ('changing_places', models.BooleanField(null=True, verbose_name='Changing Places toilet')),
                ('baby_changing', models.BooleanField(null=True, verbose_name='Baby changing')),
                ('hearing_loop', models.BooleanField(null=True, verbose_name='Hearing loop')),
                ('quiet_space', models.BooleanField(null=True, verbose_name='Quiet space')),
                ('blue_badge_parking', models.BooleanField(null=True, verbose_name='Blue Badge parking')),
                ('bus_near', models.BooleanField(null=True, verbose_name='Bus stop within 200 metres')),
                ('access_note', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('welcome', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('words', models.GeneratedField(db_persist=True, expression=branchline.places.models.branches.SearchWords(), output_field=models.TextField())),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'kind'], name='places_branch_of_service'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('words'), name='gin_trgm_ops'), name='places_branch_words'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('town'), name='gin_trgm_ops'), name='places_branch_town'), django.contrib.postgres.indexes.GistIndex(branchline.places.models.branches.OnTheMap(), condition=models.Q(('lat__isnull', False)), name='places_branch_point')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True), ('position', 'unknown')), models.Q(('lat__range', (49.0, 61.5)), ('lon__range', (-9.0, 2.5)), ('position__in', ('exact', 'approximate'))), _connector='OR'), name='places_branch_position')],
            },
        ),
        migrations.CreateModel(
            name='Season',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(help_text='this day too')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seasons', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'ordering': ['branch', 'first_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='places_season_forwards'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('branch', '='), (branchline.places.models.hours.Days(), '&&')], name='places_season_apart')],
            },
        ),
        migrations.CreateModel(
            name='PosterCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=7, unique=True)),
                ('page', models.CharField(help_text='room:name of the address', max_length=60)),
                ('arguments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('query', models.CharField(blank=True, help_text='how=qr', max_length=100)),
                ('made_at', models.DateTimeField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'page', 'arguments', 'query'), name='places_postercode_once'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0123456789abcdefghjkmnpqrstvwxyz]{7}$')), name='places_postercode_can_be_read_out')],
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('staffed', models.BooleanField(default=True)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='places.branch')),
                ('season', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='places.season')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'ordering': ['branch', 'weekday', 'opens'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens')), ('weekday__lte', 6)), name='places_openinghours_forwards'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('branch', '='), (branchline.places.models.hours.OfSeason(), '='), ('weekday', '='), (branchline.places.models.hours.MinutesOfDay(), '&&')], name='places_openinghours_apart')],
            },
        ),
        migrations.CreateModel(
            name='OpeningException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(help_text='this day too')),
                ('opens', models.TimeField(null=True)),
                ('closes', models.TimeField(null=True)),
                ('because', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'ordering': ['branch', 'first_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='places_openingexception_forwards'), models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__gt', models.F('opens')), ('opens__isnull', False)), _connector='OR'), name='places_openingexception_times'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('branch', '='), (branchline.places.models.hours.Days(), '&&')], name='places_openingexception_apart')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('until', models.DateTimeField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='places.service')),
            ],
        ),
        migrations.CreateModel(
            name='BranchSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(help_text='arts_council, wikidata_wales, uprn', max_length=30)),
                ('value', models.CharField(max_length=300)),
                ('said', models.JSONField(default=dict, help_text="the list's values at its last import")),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('system', 'value'), name='places_branchsource_key')],
            },
        ),
        migrations.CreateModel(
            name='BranchChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('added', 'Added to the list'), ('renamed', 'Given a new name'), ('moved', 'Moved'), ('closed', 'Closed'), ('reopened', 'Opened again')], max_length=8)),
                ('on', models.DateField(help_text='from this day on')),
                ('recorded_at', models.DateTimeField()),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('address', models.CharField(blank=True, max_length=350)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'ordering': ['branch', '-recorded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceAuthority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(db_index=True, max_length=9)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authorities', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'authority_code'), name='places_serviceauthority_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='places_serviceauthority_forwards')],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('town', models.CharField(blank=True, max_length=120)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(help_text='this day too; none: until we say otherwise', null=True)),
                ('every_weeks', models.PositiveSmallIntegerField(default=2)),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'ordering': ['branch', 'first_day', 'opens'],
                'indexes': [django.contrib.postgres.indexes.GistIndex(branchline.places.models.branches.OnTheMap(), condition=models.Q(('lat__isnull', False)), name='places_stop_point')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='places_stop_forwards'), models.CheckConstraint(condition=models.Q(('every_weeks__range', (1, 8))), name='places_stop_every'), models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='places_stop_days'), models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True)), models.Q(('lat__range', (49.0, 61.5)), ('lon__range', (-9.0, 2.5))), _connector='OR'), name='places_stop_position'), models.UniqueConstraint(fields=('branch', 'first_day', 'opens'), name='places_stop_once')],
            },
        ),
        migrations.CreateModel(
            name='Ward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9)),
                ('vintage', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=100)),
                ('name_cy', models.CharField(blank=True, max_length=100)),
                ('authority_code', models.CharField(blank=True, db_index=True, max_length=9)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('shape', models.JSONField(help_text='[[[lon, lat], …], …]: rings', null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('name'), name='gin_trgm_ops'), name='places_ward_words')],
                'constraints': [models.UniqueConstraint(fields=('code', 'vintage'), name='places_ward_key')],
            },
        ),
        PublishedWall('places_branch'),
        PublishedWall('places_branchsource'),
        PublishedWall('places_openinghours'),
        PublishedWall('places_openingexception'),
        PublishedWall('places_branchchange'),
        PublishedWall('places_season'),
        PublishedWall('places_stop'),
        PublishedWall('places_postercode'),
        SameService(child='places_branchsource', parent='places_branch', column='branch_id'),
        SameService(child='places_openinghours', parent='places_branch', column='branch_id'),
        SameService(child='places_openingexception', parent='places_branch', column='branch_id'),
        SameService(child='places_branchchange', parent='places_branch', column='branch_id'),
        SameService(child='places_season', parent='places_branch', column='branch_id'),
        SameService(child='places_stop', parent='places_branch', column='branch_id'),
        SameService(child='places_openinghours', parent='places_season', column='season_id'),
    ]
