import branchline.core.ids
import branchline.core.words
import branchline.people.models.accounts
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


# Rows that are only ever added. What the web role may still write: on which record a consent stands
# after a merge, and the empty place where an account has gone.
ONLY_ADDED = '''
REVOKE UPDATE ON people_consent FROM branchline_web;
GRANT UPDATE (resident_id, contact_id, recorded_by_id) ON people_consent TO branchline_web;
REVOKE UPDATE ON people_recordread FROM branchline_web;
GRANT UPDATE (account_id) ON people_recordread TO branchline_web;
'''


class Migration(migrations.Migration):
    """The room as it stands, in one step. A database that went the steps before has it already."""

    initial = True

    replaces = [
        ('people', '0001_accounts'),
        ('people', '0002_contacts'),
        ('people', '0003_residents'),
        ('people', '0004_keeping'),
        ('people', '0005_members_from_a_file'),
        ('people', '0006_acting_for'),
        ('people', '0007_sign_ins'),
        ('people', '0008_what_stands_beside'),
        ('people', '0009_easy_read'),
    ]

    dependencies = [
        ('places', '0001_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='Email address')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='Your name')),
                ('language', models.CharField(default='en', max_length=2, verbose_name='Language')),
                ('is_active', models.BooleanField(default=True, help_text='may sign in')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='people_account_lower_email')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(help_text='what to call them', max_length=100)),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], help_text='how they asked to be told', max_length=8)),
                ('address', models.CharField(help_text='email, telephone number or postal address, normalised', max_length=300)),
                ('language', models.CharField(default='en', max_length=2)),
                ('format', models.CharField(choices=[('standard', 'Standard'), ('large_print', 'Large print'), ('easy_read', 'Easy read')], default='standard', max_length=12)),
                ('made_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(help_text='when they last asked for something; begins retention')),
                ('proven_at', models.DateTimeField(help_text='when they showed that the route is theirs', null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('vouched_by', models.ForeignKey(help_text='the member of staff who vouches for the route', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'name', 'id'], name='people_contact_by_name'), models.Index(fields=['service', 'seen_at'], name='people_contact_seen')],
                'constraints': [models.UniqueConstraint(fields=('service', 'route', 'address'), name='people_contact_one_a_route')],
            },
        ),
        migrations.CreateModel(
            name='ContactHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('name', models.CharField(help_text='what to call them', max_length=100)),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], help_text='how they asked to be told', max_length=8)),
                ('address', models.CharField(help_text='email, telephone number or postal address, normalised', max_length=300)),
                ('language', models.CharField(default='en', max_length=2)),
                ('format', models.CharField(choices=[('standard', 'Standard'), ('large_print', 'Large print'), ('easy_read', 'Easy read')], default='standard', max_length=12)),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.contact')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(help_text='what is written on it', max_length=80)),
                ('secret_hash', models.CharField(max_length=64)),
                ('enrolled_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('wrong_pins', models.PositiveSmallIntegerField(default=0)),
                ('asleep_until', models.DateTimeField(null=True)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.branch')),
                ('enrolled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ErasedCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('erased_at', models.DateTimeField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'digest'), name='people_erasedcard_once')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('asked', models.BooleanField(help_text='by the person; otherwise by a rule of retention')),
                ('rows', models.PositiveIntegerField(help_text='rows removed or emptied, over all rooms')),
                ('erased_at', models.DateTimeField()),
                ('erased_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', '-erased_at'], name='people_erasure_newest')],
            },
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(blank=True, help_text='where it is; never who lives there', max_length=120)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('kind', models.CharField(choices=[('library_service', 'Library service'), ('partner', 'Partner'), ('council', 'Council'), ('network', 'National network')], max_length=16)),
                ('service', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisation', to='places.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'library_service'), ('service__isnull', False)), models.Q(models.Q(('kind', 'library_service'), _negated=True), ('service__isnull', True)), _connector='OR'), name='people_organisation_service')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('role', models.CharField(choices=[('branch_staff', 'Branch staff'), ('events_lead', 'Events lead'), ('service_manager', 'Service manager'), ('caller', 'Caller'), ('partner_worker', 'Partner’s worker'), ('councillor', 'Councillor'), ('network', 'National network'), ('operator', 'Operator')], max_length=20)),
                ('all_branches', models.BooleanField(default=True)),
                ('branch_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('language', models.CharField(default='en', max_length=2)),
                ('invited_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('service', 'email', 'role'), name='people_invitation_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_on', models.DateField(help_text='empty: before we wrote it down', null=True)),
                ('ended_on', models.DateField(help_text='the first day it no longer holds', null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='people.organisation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('organisation', 'service'), name='people_partnership_once')],
            },
        ),
        migrations.CreateModel(
            name='Resident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(help_text='in full, as they write it', max_length=200)),
                ('known_as', models.CharField(blank=True, help_text='what to call them', max_length=100)),
                ('sort_name', models.CharField(db_collation='C', help_text='folded, family name first: for lists', max_length=200)),
                ('born_on', models.DateField(help_text='only where an age limit or a card needs it', null=True)),
                ('age_band', models.CharField(blank=True, choices=[('0-4', 'Under 5'), ('5-11', '5 to 11'), ('12-17', '12 to 17'), ('18-24', '18 to 24'), ('25-44', '25 to 44'), ('45-64', '45 to 64'), ('65-79', '65 to 79'), ('80+', '80 or over')], help_text='where the day of birth is not needed', max_length=5)),
                ('language', models.CharField(default='en', help_text='in which we write', max_length=2)),
                ('spoken_language', models.CharField(blank=True, help_text='when it is another: to find somebody who speaks it', max_length=40)),
                ('format', models.CharField(choices=[('standard', 'Standard'), ('large_print', 'Large print'), ('easy_read', 'Easy read')], default='standard', max_length=12)),
                ('preferred_route', models.CharField(blank=True, choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('postcode', models.CharField(blank=True, help_text='home; gives ward and quintile', max_length=8)),
                ('ward_code', models.CharField(blank=True, max_length=9)),
                ('ward_vintage', models.PositiveSmallIntegerField(null=True)),
                ('quintile', models.PositiveSmallIntegerField(help_text='1 is the most deprived fifth', null=True)),
                ('note', models.TextField(blank=True, help_text='what colleagues should know; never about health')),
                ('made_at', models.DateTimeField()),
                ('seen_on', models.DateField(help_text='last sign of them; retention begins here')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='residents', to='people.household')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged', to='people.resident')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('merged_into__isnull', True)), fields=['service', 'sort_name', 'id'], name='people_resident_by_name'), models.Index(fields=['service', 'seen_on'], name='people_resident_seen')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quintile__isnull', True), ('quintile__range', (1, 5)), _connector='OR'), name='people_resident_quintile'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='people_resident_not_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='ExternalId',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('system', models.CharField(help_text='card, or the name of the other system', max_length=40)),
                ('value', models.CharField(max_length=60)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_ids', to='people.resident')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'system', 'value'), name='people_externalid_one_person')],
            },
        ),
        migrations.CreateModel(
            name='MemberSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.JSONField(default=dict, help_text='{field: digest of what the file said}')),
                ('basis', models.CharField(choices=[('consent', 'They agreed'), ('public_task', 'The library’s public task'), ('contract', 'What they asked us to do'), ('legitimate_interests', 'The library’s legitimate interests'), ('vital_interests', 'To protect somebody’s life')], default='public_task', help_text='why we may hold it', max_length=22)),
                ('first_at', models.DateTimeField(help_text='when a file first named the card')),
                ('external_id', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='source', to='people.externalid')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecordRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.CharField(blank=True, help_text='the shared tablet', max_length=20)),
                ('page', models.CharField(help_text='name of the page: people:resident', max_length=60)),
                ('why', models.CharField(blank=True, help_text='where a page asks for a reason', max_length=200)),
                ('read_at', models.DateTimeField()),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='people.contact')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(fields=['resident', '-read_at'], name='people_read_of_resident'), models.Index(fields=['contact', '-read_at'], name='people_read_of_contact'), models.Index(fields=['service', 'read_at'], name='people_read_oldest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('resident__isnull', False)), models.Q(('contact__isnull', False), ('resident__isnull', True)), _connector='OR'), name='people_read_of_one_person')],
            },
        ),
        migrations.CreateModel(
            name='PartChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('part', models.CharField(choices=[('route', 'Way to reach them'), ('card', 'Card or number'), ('need', 'What they need'), ('household', 'Household')], max_length=10)),
                ('route', models.CharField(blank=True, choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('before', models.CharField(blank=True, help_text='empty: it was added', max_length=300)),
                ('after', models.CharField(blank=True, help_text='empty: it was taken away', max_length=300)),
                ('through', models.CharField(blank=True, help_text='file, where a file said so', max_length=10)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='part_changes', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(fields=['resident', '-at'], name='people_partchange_resident'), models.Index(fields=['service', 'at'], name='people_partchange_oldest')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('merged_at', models.DateTimeField()),
                ('before', models.JSONField(default=dict, help_text='scrubbed when it can no longer be undone')),
                ('undone_at', models.DateTimeField(null=True)),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.resident')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(fields=['service', '-merged_at'], name='people_merge_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('merged',), name='people_merge_once')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('kind', models.CharField(choices=[('deceased', 'Has died'), ('do_not_contact', 'Do not contact')], max_length=14)),
                ('route', models.CharField(blank=True, choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], help_text='only by this one', max_length=8)),
                ('purpose', models.CharField(blank=True, choices=[('own_affairs', 'About what they booked, borrowed or asked for'), ('news', 'News and what’s on'), ('calls', 'Friendly phone calls'), ('research', 'Surveys and research'), ('stories', 'Telling their story'), ('sharing', 'Passing their details on to a partner'), ('welfare', 'Seeing that they are well in an emergency')], help_text='only for this', max_length=12)),
                ('source', models.CharField(choices=[('person', 'They said so'), ('family', 'Their family'), ('partner', 'A partner or the council'), ('register', 'A register of deaths'), ('staff', 'A colleague knows'), ('message', 'An answer to a message')], max_length=8)),
                ('since', models.DateField(help_text='the day they died, or said so')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='people.contact')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['resident'], name='people_mark_holds'), models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['contact'], name='people_mark_contact')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('resident__isnull', False)), models.Q(('contact__isnull', False), ('resident__isnull', True)), _connector='OR'), name='people_mark_of_one_person'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'deceased'), _negated=True), models.Q(('purpose', ''), ('route', '')), _connector='OR'), name='people_mark_death_is_whole'), models.CheckConstraint(condition=models.Q(('route', ''), ('purpose', ''), _connector='OR'), name='people_mark_one_scope')],
            },
        ),
        migrations.CreateModel(
            name='Duplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('likeness', models.PositiveSmallIntegerField(help_text='out of 100')),
                ('because', models.CharField(help_text='codes: name, birth, postcode, route, card', max_length=80)),
                ('found_at', models.DateTimeField()),
                ('verdict', models.CharField(choices=[('open', 'Not looked at yet'), ('same', 'The same person'), ('different', 'Two people')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.resident')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('verdict', 'open')), fields=['service', '-likeness', 'id'], name='people_duplicate_queue')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='people_duplicate_pair'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='people_duplicate_order')],
            },
        ),
        migrations.CreateModel(
            name='ContactLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('same', models.BooleanField(help_text='the same person, or looked at and found not to be')),
                ('decided_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.contact')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'resident'], name='people_contactlink_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('same', True), ('undone_at__isnull', True)), fields=('contact',), name='people_contactlink_one_person'), models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('contact', 'resident'), name='people_contactlink_decided_once')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('purpose', models.CharField(choices=[('own_affairs', 'About what they booked, borrowed or asked for'), ('news', 'News and what’s on'), ('calls', 'Friendly phone calls'), ('research', 'Surveys and research'), ('stories', 'Telling their story'), ('sharing', 'Passing their details on to a partner'), ('welfare', 'Seeing that they are well in an emergency')], max_length=12)),
                ('answer', models.CharField(choices=[('given', 'Yes'), ('refused', 'No'), ('withdrawn', 'No longer')], max_length=10)),
                ('basis', models.CharField(choices=[('consent', 'They agreed'), ('public_task', 'The library’s public task'), ('contract', 'What they asked us to do'), ('legitimate_interests', 'The library’s legitimate interests'), ('vital_interests', 'To protect somebody’s life')], default='consent', max_length=22)),
                ('wording', models.CharField(help_text='version of the words they were shown', max_length=24)),
                ('words', models.TextField(help_text='those words, in the language they were shown')),
                ('evidence', models.CharField(help_text='how we know: form, call, letter', max_length=300)),
                ('channel', models.CharField(max_length=10)),
                ('said_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.contact')),
                ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(fields=['resident', 'purpose', '-said_at', '-id'], name='people_consent_newest'), models.Index(fields=['contact', 'purpose'], name='people_consent_of_contact')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('resident__isnull', False)), models.Q(('contact__isnull', False), ('resident__isnull', True)), _connector='OR'), name='people_consent_of_one_person')],
            },
        ),
        migrations.CreateModel(
            name='CommunicationNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('need', models.CharField(choices=[('text_only', 'Text or email, not voice calls'), ('relay', 'Calls through Relay UK (18002 before the number)'), ('bsl_video', 'Video calls in British Sign Language'), ('phone_only', 'Phone calls, nothing in writing'), ('longer_ring', 'Let it ring for longer'), ('via_carer', 'Through a carer or relative they have named'), ('large_print', 'Large print'), ('easy_read', 'Easy read'), ('braille', 'Braille'), ('audio', 'Audio, or read aloud'), ('coloured_paper', 'Coloured paper, or other contrast'), ('screen_reader', 'Electronic text for a screen reader'), ('plain_words', 'Short sentences and plain words'), ('hearing_loop', 'A hearing loop'), ('lip_reads', 'Lip-reads: face them, in good light'), ('more_time', 'More time to speak and to decide'), ('quiet_place', 'A quiet place to talk'), ('communication_board', 'A communication board or passport'), ('bsl_interpreter', 'A British Sign Language interpreter'), ('deafblind_guide', 'A communicator guide for deafblind people'), ('lip_speaker', 'A lipspeaker or speech-to-text reporter'), ('interpreter', 'An interpreter for their language'), ('advocate', 'An advocate')], max_length=24)),
                ('note', models.CharField(blank=True, help_text='in their own words', max_length=300)),
                ('identified_on', models.DateField(help_text='identify: when they told us')),
                ('recorded_at', models.DateTimeField(help_text='record')),
                ('flagged', models.BooleanField(default=True, help_text='flag: shown at the top of the record')),
                ('may_be_shared', models.BooleanField(default=False, help_text='share: they agree that partners whom we send them to are told')),
                ('met_how', models.CharField(blank=True, help_text='meet: what we do about it', max_length=300)),
                ('review_on', models.DateField(help_text='review: ask again by then')),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(help_text='no longer needed', null=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='people.resident')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['service', 'review_on'], name='people_need_to_review')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('resident', 'need'), name='people_need_once')],
            },
        ),
        migrations.CreateModel(
            name='ActsFor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('by_right', models.CharField(choices=[('asked', 'They have asked for it'), ('parent', 'Parent or guardian of a child'), ('attorney', 'Lasting power of attorney, registered'), ('deputy', 'Appointed by the court')], max_length=10)),
                ('evidence', models.CharField(help_text='how we know', max_length=300)),
                ('gets_messages', models.BooleanField(help_text='what we write about the resident goes to this person, as they wish')),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('began_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('carer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts_for', to='people.contact')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acted_for_by', to='people.resident')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('resident', 'carer'), name='people_actsfor_once'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('gets_messages', True)), fields=('resident',), name='people_actsfor_one_is_written_to')],
            },
        ),
        migrations.CreateModel(
            name='ResidentHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('name', models.CharField(help_text='in full, as they write it', max_length=200)),
                ('known_as', models.CharField(blank=True, help_text='what to call them', max_length=100)),
                ('born_on', models.DateField(help_text='only where an age limit or a card needs it', null=True)),
                ('age_band', models.CharField(blank=True, choices=[('0-4', 'Under 5'), ('5-11', '5 to 11'), ('12-17', '12 to 17'), ('18-24', '18 to 24'), ('25-44', '25 to 44'), ('45-64', '45 to 64'), ('65-79', '65 to 79'), ('80+', '80 or over')], help_text='where the day of birth is not needed', max_length=5)),
                ('language', models.CharField(default='en', help_text='in which we write', max_length=2)),
                ('spoken_language', models.CharField(blank=True, help_text='when it is another: to find somebody who speaks it', max_length=40)),
                ('format', models.CharField(choices=[('standard', 'Standard'), ('large_print', 'Large print'), ('easy_read', 'Easy read')], default='standard', max_length=12)),
                ('preferred_route', models.CharField(blank=True, choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('postcode', models.CharField(blank=True, help_text='home; gives ward and quintile', max_length=8)),
                ('note', models.TextField(blank=True, help_text='what colleagues should know; never about health')),
                ('pgh_obj', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.resident')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ResidentKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('name', 'a word of the name'), ('birth', 'date of birth'), ('postcode', 'postcode'), ('route', 'way to reach them'), ('card', 'library card')], max_length=8)),
                ('key', models.CharField(db_collation='C', max_length=300)),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='people.resident')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'sort', 'key', 'resident'], name='people_residentkey_find')],
            },
        ),
        migrations.CreateModel(
            name='ResidentRoute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('address', models.CharField(help_text='normalised', max_length=300)),
                ('made_at', models.DateTimeField()),
                ('proven_at', models.DateTimeField(null=True)),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='routes', to='people.resident')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('vouched_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'route', 'address'], name='people_route_address')],
                'constraints': [models.UniqueConstraint(fields=('resident', 'route', 'address'), name='people_residentroute_once')],
            },
        ),
        migrations.CreateModel(
            name='RetentionChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(help_text='name of the rule: people.residents', max_length=60)),
                ('months', models.PositiveSmallIntegerField()),
                ('because', models.CharField(help_text='for whoever asks later', max_length=200)),
                ('chosen_at', models.DateTimeField()),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'rule', '-id'], name='people_retention_newest')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ran_at', models.DateTimeField()),
                ('rows', models.PositiveIntegerField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service',), name='people_retentionrun_one_each')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('browser', models.CharField(blank=True, max_length=40)),
                ('system', models.CharField(blank=True, max_length=40)),
                ('tablet', models.CharField(blank=True, help_text='the shared tablet and its branch', max_length=200)),
                ('began_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(help_text='noted once an hour at most')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['seen_at'], name='people_signin_oldest')],
            },
        ),
        migrations.CreateModel(
            name='StaffPin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pin_hash', models.CharField(max_length=128)),
                ('chosen_at', models.DateTimeField()),
                ('wrong_pins', models.PositiveSmallIntegerField(default=0)),
                ('asleep_until', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'account'), name='people_staffpin_one_each')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('role', models.CharField(choices=[('branch_staff', 'Branch staff'), ('events_lead', 'Events lead'), ('service_manager', 'Service manager'), ('caller', 'Caller'), ('partner_worker', 'Partner’s worker'), ('councillor', 'Councillor'), ('network', 'National network'), ('operator', 'Operator')], max_length=20)),
                ('all_branches', models.BooleanField(default=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='places.service')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'role'], name='people_membership_of_service')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='people_membership_forwards'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('network', 'operator')), ('service__isnull', True)), models.Q(models.Q(('role__in', ('network', 'operator')), _negated=True), ('service__isnull', False)), _connector='OR'), name='people_membership_national'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('account', '='), ('organisation', '='), (django.db.models.functions.comparison.Coalesce(models.F('service_id'), models.Value(0)), '='), ('role', '='), (branchline.people.models.accounts.DateRange('valid_from', 'valid_to'), '&&')], name='people_membership_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='MembershipBranch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.branch')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reach', to='people.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('membership', 'branch'), name='people_membershipbranch_once')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='branches',
            field=models.ManyToManyField(related_name='+', through='people.MembershipBranch', to='places.branch'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'service_manager'), _negated=True), ('all_branches', True), _connector='OR'), name='people_membership_manager_everywhere'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."route" IS DISTINCT FROM (NEW."route") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id"))', func='INSERT INTO "people_contacthistory" ("address", "format", "language", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "route", "service_id") VALUES (OLD."address", OLD."format", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."route", OLD."service_id"); RETURN NULL;', hash='1f0725f05beea278a4f26b2f44cde966d7b6a622', operation='UPDATE', pgid='pgtrigger_changed_update_40309', table='people_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resident',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."age_band" IS DISTINCT FROM (NEW."age_band") OR OLD."born_on" IS DISTINCT FROM (NEW."born_on") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."known_as" IS DISTINCT FROM (NEW."known_as") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."preferred_route" IS DISTINCT FROM (NEW."preferred_route") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."spoken_language" IS DISTINCT FROM (NEW."spoken_language"))', func='INSERT INTO "people_residenthistory" ("age_band", "born_on", "format", "known_as", "language", "name", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "preferred_route", "service_id", "spoken_language") VALUES (OLD."age_band", OLD."born_on", OLD."format", OLD."known_as", OLD."language", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."postcode", OLD."preferred_route", OLD."service_id", OLD."spoken_language"); RETURN NULL;', hash='07731ed49aacb2cadf5b26ad2fd81849aaac7974', operation='UPDATE', pgid='pgtrigger_changed_update_d39d9', table='people_resident', when='AFTER')),
        ),
        PrivateWall('people_invitation'),
        PrivateWall('people_device'),
        PrivateWall('people_staffpin'),
        PrivateWall('people_contact'),
        PrivateWall('people_communicationneed'),
        PrivateWall('people_consent'),
        PrivateWall('people_contacthistory'),
        PrivateWall('people_contactlink'),
        PrivateWall('people_duplicate'),
        PrivateWall('people_erasure'),
        PrivateWall('people_externalid'),
        PrivateWall('people_household'),
        PrivateWall('people_mark'),
        PrivateWall('people_merge'),
        PrivateWall('people_recordread'),
        PrivateWall('people_resident'),
        PrivateWall('people_residenthistory'),
        PrivateWall('people_residentkey'),
        PrivateWall('people_residentroute'),
        PrivateWall('people_retentionchoice'),
        PrivateWall('people_retentionrun'),
        PrivateWall('people_membersource'),
        PrivateWall('people_erasedcard'),
        PrivateWall('people_actsfor'),
        PrivateWall('people_partchange'),
        SameService(child='people_device', parent='places_branch', column='branch_id'),
        SameService(child='people_communicationneed', parent='people_resident', column='resident_id'),
        SameService(child='people_consent', parent='people_resident', column='resident_id'),
        SameService(child='people_consent', parent='people_contact', column='contact_id'),
        SameService(child='people_contacthistory', parent='people_contact', column='pgh_obj_id'),
        SameService(child='people_contactlink', parent='people_contact', column='contact_id'),
        SameService(child='people_contactlink', parent='people_resident', column='resident_id'),
        SameService(child='people_duplicate', parent='people_resident', column='one_id'),
        SameService(child='people_duplicate', parent='people_resident', column='other_id'),
        SameService(child='people_externalid', parent='people_resident', column='resident_id'),
        SameService(child='people_mark', parent='people_resident', column='resident_id'),
        SameService(child='people_mark', parent='people_contact', column='contact_id'),
        SameService(child='people_merge', parent='people_resident', column='kept_id'),
        SameService(child='people_merge', parent='people_resident', column='merged_id'),
        SameService(child='people_recordread', parent='people_resident', column='resident_id'),
        SameService(child='people_recordread', parent='people_contact', column='contact_id'),
        SameService(child='people_resident', parent='people_household', column='household_id'),
        SameService(child='people_resident', parent='people_resident', column='merged_into_id'),
        SameService(child='people_residenthistory', parent='people_resident', column='pgh_obj_id'),
        SameService(child='people_residentkey', parent='people_resident', column='resident_id'),
        SameService(child='people_residentroute', parent='people_resident', column='resident_id'),
        SameService(child='people_membersource', parent='people_externalid', column='external_id_id'),
        SameService(child='people_actsfor', parent='people_resident', column='resident_id'),
        SameService(child='people_actsfor', parent='people_contact', column='carer_id'),
        SameService(child='people_partchange', parent='people_resident', column='resident_id'),
        migrations.RunSQL(ONLY_ADDED, migrations.RunSQL.noop),
    ]
