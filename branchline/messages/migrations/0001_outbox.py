import branchline.core.ids
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('letter', models.CharField(help_text="the letter's name: events.booked", max_length=60)),
                ('reference', models.CharField(help_text='the public id that the letter is about', max_length=40)),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], max_length=8)),
                ('address', models.CharField(max_length=300)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('language', models.CharField(default='en', max_length=2)),
                ('format', models.CharField(default='standard', max_length=12)),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('withdrawn', 'No longer true, so not sent'), ('suppressed', 'They asked us not to'), ('expired', 'Too late to be of use')], default='queued', max_length=10)),
                ('queued_at', models.DateTimeField()),
                ('not_before', models.DateTimeField(null=True)),
                ('valid_until', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True, help_text='as sent; emptied after 30 days')),
                ('trouble', models.CharField(blank=True, help_text='why it was not sent, in words', max_length=300)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        PrivateWall('messages_message'),
    ]
