import branchline.core.ids
import branchline.core.words
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, PublishedWall, SameService


class Migration(migrations.Migration):
    """The room as it stands, in one step. A database that went the steps before has it already."""

    initial = True

    replaces = [
        ('campaigns', '0001_campaigns'),
        ('campaigns', '0002_toolkit'),
        ('campaigns', '0003_sources'),
        ('campaigns', '0004_origin_first'),
        ('campaigns', '0005_audience_of_a_rule'),
    ]

    dependencies = [
        ('people', '0001_room'),
        ('places', '0001_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('slug', models.SlugField(help_text='stands on posters: never changed', max_length=60, unique=True)),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('theme', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated, help_text='its words: Taking action, changing lives')),
                ('about', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('call_to_action', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated, help_text='one sentence for residents')),
                ('hashtag', models.CharField(blank=True, help_text='without its #', max_length=60)),
                ('sponsors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                ('colour', models.CharField(choices=[('house', 'Deep green'), ('events', 'Brick red'), ('live', 'Plum'), ('lending', 'Ink blue'), ('programmes', 'Moss')], default='house', max_length=12)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(help_text='included')),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(help_text='empty: a draft', null=True)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='campaigns_campaign_forwards'), models.CheckConstraint(condition=models.Q(models.Q(('slug', ''), _negated=True), models.Q(('slug__in', ['desk', 'new']), _negated=True)), name='campaigns_campaign_slug')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_public_id', models.CharField(max_length=10)),
                ('verdict', models.CharField(choices=[('in', 'Takes part'), ('out', 'Does not take part')], max_length=3)),
                ('chosen_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.campaign')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'campaign', 'event_public_id'), name='campaigns_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(help_text='l or f, and the public id of listing or fed event', max_length=11)),
                ('event_public_id', models.CharField(blank=True, max_length=10)),
                ('address', models.URLField(blank=True, help_text='its page in the other system', max_length=500)),
                ('branch_public_id', models.CharField(blank=True, max_length=10)),
                ('place', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated, help_text='the library, or where else')),
                ('town', models.CharField(blank=True, max_length=120)),
                ('nation', models.CharField(choices=[('england', 'England'), ('scotland', 'Scotland'), ('wales', 'Wales'), ('northern_ireland', 'Northern Ireland')], max_length=16)),
                ('region', models.CharField(blank=True, help_text="slug of places' regions", max_length=40)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('online', models.BooleanField(default=False)),
                ('title', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('theme', models.CharField(blank=True, help_text='of events.Theme', max_length=12)),
                ('age_from', models.PositiveSmallIntegerField(null=True)),
                ('age_to', models.PositiveSmallIntegerField(null=True)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('branch', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.branch')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='campaigns.campaign')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'starts_at', 'origin'], name='campaigns_entry_by_day'), models.Index(fields=['campaign', 'service', 'starts_at'], name='campaigns_entry_of_service'), models.Index(fields=['campaign', 'region', 'starts_at'], name='campaigns_entry_of_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__regex', '^[0-9a-z]{11}$')), name='campaigns_entry_origin'), models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('starts_at'))), name='campaigns_entry_forwards'), models.UniqueConstraint(fields=('campaign', 'origin', 'service'), name='campaigns_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('by_rule', models.BooleanField(default=True, help_text='its events join by themselves')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('audience', models.CharField(blank=True, choices=[('babies', 'Babies and toddlers (under 3)'), ('under_fives', 'Under 5s'), ('children', 'Children (5 to 11)'), ('teenagers', 'Teenagers (12 to 17)'), ('adults', 'Adults')], max_length=12)),
                ('words', models.CharField(blank=True, help_text='in the title', max_length=120)),
                ('gathered_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joinings', to='campaigns.campaign')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'service'), name='campaigns_joining_once')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('calendar', 'A calendar (iCalendar, .ics)'), ('page', 'A web page with events in it (schema.org)')], max_length=8)),
                ('address', models.URLField(max_length=500)),
                ('trusted', models.BooleanField(default=False, help_text='what it says is shown without a look')),
                ('added_at', models.DateTimeField()),
                ('looked_at', models.DateTimeField(null=True)),
                ('problem', models.CharField(blank=True, choices=[('address', 'This is not an address that we can open. Check it.'), ('https', 'The address must begin with https://.'), ('inside', 'This address lies inside a private network. Give one that everybody can open.'), ('no_answer', 'Nobody answers at this address. Check it, or try again later.'), ('status', 'There is nothing at this address any more, or it is not for everybody.'), ('slow', 'It took too long to answer. We try again.'), ('large', 'It is larger than 2 MB. Ask for a calendar of the coming weeks only.'), ('packed', 'It comes packed, and we don’t unpack what strangers send.'), ('redirects', 'It leads from one address to the next without an end.'), ('calendar', 'What is there is not a calendar. Its address often ends in .ics.'), ('page', 'We found no events in this page. Does it say them in schema.org’s words?')], max_length=9)),
                ('left_out', models.PositiveIntegerField(default=0, help_text='without an hour or too long')),
                ('branch', models.ForeignKey(help_text='where it is when the source doesn’t name a library we know', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.branch')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.campaign')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'campaign', 'address'), name='campaigns_source_once')],
            },
        ),
        migrations.CreateModel(
            name='FedEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('uid', models.CharField(max_length=255)),
                ('title', models.CharField(max_length=200)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('address', models.URLField(blank=True, max_length=500)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('online', models.BooleanField(default=False)),
                ('twin', models.CharField(blank=True, max_length=11)),
                ('state', models.CharField(choices=[('waiting', 'Waits for you'), ('accepted', 'Takes part'), ('refused', 'Left out')], default='waiting', max_length=8)),
                ('because', models.CharField(blank=True, help_text='why it was left out', max_length=200)),
                ('seen_at', models.DateTimeField()),
                ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='campaigns.source')),
            ],
            options={
                'indexes': [models.Index(fields=['source', 'state', 'starts_at'], name='campaigns_fedevent_state')],
                'constraints': [models.UniqueConstraint(fields=('source', 'uid'), name='campaigns_fedevent_once'), models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('starts_at'))), name='campaigns_fedevent_forwards')],
            },
        ),
        migrations.CreateModel(
            name='Toolkit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('asked_at', models.DateTimeField()),
                ('total', models.PositiveIntegerField()),
                ('done', models.PositiveIntegerField(default=0)),
                ('ready_at', models.DateTimeField(null=True)),
                ('file_public_id', models.CharField(blank=True, help_text='of core.StoredFile', max_length=10)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.campaign')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'campaign', '-asked_at'], name='campaigns_toolkit_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='campaigns_toolkit_done')],
            },
        ),
        PublishedWall('campaigns_joining'),
        PublishedWall('campaigns_entry'),
        PrivateWall('campaigns_choice'),
        PrivateWall('campaigns_toolkit'),
        PrivateWall('campaigns_source'),
        PrivateWall('campaigns_fedevent'),
        SameService(child='campaigns_fedevent', parent='campaigns_source', column='source_id'),
    ]
