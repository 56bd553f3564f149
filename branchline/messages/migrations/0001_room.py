import branchline.core.ids
import datetime
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):
    """The room as it stands, in one step. A database that went the steps before has it already."""

    initial = True

    replaces = [
        ('messages', '0001_outbox'),
        ('messages', '0002_lists_and_print_runs'),
        ('messages', '0003_needs'),
        ('messages', '0004_calls'),
        ('messages', '0005_one_telephone'),
        ('messages', '0006_easy_read'),
    ]

    dependencies = [
        ('places', '0001_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='DemoMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('message', models.CharField(blank=True, help_text='public id in the outbox; none for account mail', max_length=10)),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('sender', models.CharField(max_length=200)),
                ('recipient', models.CharField(max_length=400)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('subject', models.CharField(max_length=400)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('language', models.CharField(default='en', max_length=2)),
                ('format', models.CharField(choices=[('standard', 'Standard'), ('large_print', 'Large print'), ('easy_read', 'Easy read')], default='standard', max_length=12)),
                ('note', models.CharField(blank=True, help_text='waits_print, waits_call, posted …', max_length=200)),
                ('attachments', models.JSONField(default=list, help_text='[{"name", "media_type", "content": base64}]')),
                ('arrived_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('message', ''), _negated=True), fields=('message',), name='messages_demomail_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('letter', models.CharField(help_text='name of the letter: events.booked', max_length=60)),
                ('reference', models.CharField(help_text='public id of what it is about', max_length=40)),
                ('personal', models.BooleanField(default=True, help_text="about the addressee's own affairs; otherwise sent to many")),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('address', models.CharField(help_text='normalised; erased with the person', max_length=300)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('language', models.CharField(default='en', max_length=2)),
                ('format', models.CharField(choices=[('standard', 'Standard'), ('large_print', 'Large print'), ('easy_read', 'Easy read')], default='standard', max_length=12)),
                ('needs', models.CharField(blank=True, help_text='what helps them, for who rings or posts; erased with them', max_length=300)),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('sending', 'On its way out'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('uncertain', 'Perhaps sent'), ('withdrawn', 'No longer true, so not sent'), ('suppressed', 'Not wanted, so not sent'), ('expired', 'Too late, so not sent')], default='queued', max_length=12)),
                ('queued_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(help_text='not before this moment')),
                ('valid_until', models.DateTimeField(help_text='pointless when read after this moment', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.TextField(blank=True, help_text='what went wrong, in words for staff')),
                ('subject', models.CharField(blank=True, help_text='as composed; expires', max_length=200)),
                ('text', models.TextField(blank=True, help_text='as composed; expires')),
                ('receipt', models.CharField(blank=True, help_text='what we heard of it later', max_length=20)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'uncertain', 'failed'])), fields=['service', 'state', 'due_at'], name='messages_message_open'), models.Index(fields=['service', 'id'], name='messages_message_newest'), models.Index(fields=['service', 'route', 'address'], name='messages_message_address'), models.Index(fields=['service', 'reference'], name='messages_message_reference')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'sending', 'uncertain'])), models.Q(('ended_at__isnull', False), ('state__in', ['sent', 'failed', 'withdrawn', 'suppressed', 'expired'])), _connector='OR'), name='messages_message_ended')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('address', models.CharField(max_length=300)),
                ('sort', models.CharField(choices=[('delivered', 'Delivered'), ('bounced', 'The address does not exist'), ('failed', 'Could not be delivered'), ('complaint', 'Reported as unwanted'), ('stop', 'Asked us to stop'), ('start', 'Asked us to begin again'), ('reply', 'A reply')], max_length=12)),
                ('body', models.TextField(blank=True, help_text='expires')),
                ('arrived_at', models.DateTimeField()),
                ('carrier_id', models.CharField(blank=True, help_text="the carrier's own id of this arrival: told once", max_length=100)),
                ('handled_at', models.DateTimeField(null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='messages.message')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'route', 'address'], name='messages_arrival_address')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('carrier_id', ''), _negated=True), fields=('service', 'sort', 'carrier_id'), name='messages_arrival_once')],
            },
        ),
        migrations.CreateModel(
            name='PhoneCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('address', models.CharField(help_text='normalised; erased with the person', max_length=300)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('caller', models.CharField(blank=True, help_text='account:12, to say “you”', max_length=40)),
                ('taken_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(help_text='then anybody may ring')),
                ('ended_at', models.DateTimeField(null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('service', 'address'), name='messages_phonecall_one_caller')],
            },
        ),
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('made_at', models.DateTimeField()),
                ('letters', models.PositiveSmallIntegerField()),
                ('pages', models.PositiveSmallIntegerField(help_text='of the PDF; empty: from before we counted', null=True)),
                ('file', models.CharField(blank=True, help_text='public id of the stored PDF', max_length=10)),
                ('posted_at', models.DateTimeField(null=True)),
                ('given_up_at', models.DateTimeField(help_text='spoilt: its letters wait again', null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('adapter', models.CharField(max_length=20)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('sent', 'Sent'), ('not_sent', 'Not sent, may be tried again'), ('refused', 'Refused for good'), ('unknown', 'Nobody knows'), ('answered', 'Answered, and told'), ('no_answer', 'No answer'), ('busy', 'Engaged'), ('machine', 'Answering machine'), ('call_back', 'Asked to be rung again'), ('declined', 'Did not want to hear it'), ('no_more_calls', 'Wants no more calls'), ('wrong_number', 'Wrong number')], max_length=13)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('reference', models.CharField(blank=True, help_text='what the carrier calls it; receipts name it', max_length=100)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='messages.message')),
                ('call', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='messages.phonecall')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='messages.printrun')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'route', 'started_at'], name='messages_attempt_rate'), models.Index(fields=['service', 'reference'], name='messages_attempt_reference')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('message',), name='messages_attempt_one_open'), models.UniqueConstraint(condition=models.Q(('outcome__in', ['sent', 'answered'])), fields=('message',), name='messages_attempt_never_twice'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(('ended_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='messages_attempt_ended_with_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Sender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, help_text="from this address; else the installation's", max_length=254)),
                ('reply_to', models.EmailField(blank=True, max_length=254)),
                ('postal_address', models.TextField(blank=True, help_text='head of a letter', max_length=300)),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), help_text='London time')),
                ('quiet_until', models.TimeField(default=datetime.time(8, 0), help_text='London time')),
                ('notify_email_template', models.CharField(blank=True, max_length=36)),
                ('notify_sms_template', models.CharField(blank=True, max_length=36)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service',), name='messages_sender_one_a_service'), models.CheckConstraint(condition=models.Q(('quiet_from__gt', models.F('quiet_until'))), name='messages_sender_quiet_at_night')],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('address', models.CharField(help_text='normalised', max_length=300)),
                ('scope', models.CharField(choices=[('everything', 'Everything'), ('to_many', 'What goes to many; their own affairs still come')], max_length=12)),
                ('source', models.CharField(choices=[('stop', 'They answered STOP'), ('unsubscribed', 'They used the link in a message'), ('bounced', 'The address does not exist'), ('complaint', 'They reported a message as unwanted'), ('staff', 'They told staff'), ('person', 'A mark on the person’s record'), ('wrong_number', 'Somebody else answers at this number')], max_length=12)),
                ('made_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('service', 'route', 'address', 'scope', 'source'), name='messages_suppression_once')],
            },
        ),
        PrivateWall('messages_message'),
        PrivateWall('messages_attempt'),
        PrivateWall('messages_printrun'),
        PrivateWall('messages_arrival'),
        PrivateWall('messages_suppression'),
        PrivateWall('messages_sender'),
        PrivateWall('messages_phonecall'),
        SameService(child='messages_attempt', parent='messages_message', column='message_id'),
        SameService(child='messages_attempt', parent='messages_printrun', column='run_id'),
        SameService(child='messages_arrival', parent='messages_message', column='message_id'),
        SameService(child='messages_attempt', parent='messages_phonecall', column='call_id'),
    ]
