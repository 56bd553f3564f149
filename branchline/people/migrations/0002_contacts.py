import branchline.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from branchline.core.walls import PrivateWall


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_accounts'),
        ('places', '0001_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(help_text='what to call them', max_length=100)),
                ('route', models.CharField(choices=[('email', 'Email'), ('sms', 'Text message'), ('letter', 'Letter'), ('phone', 'Phone call')], help_text='how they asked to be told', max_length=8)),
                ('address', models.CharField(help_text='email, telephone number or postal address, normalised', max_length=300)),
                ('language', models.CharField(default='en', max_length=2)),
                ('format', models.CharField(default='standard', help_text='standard or large_print', max_length=12)),
                ('made_at', models.DateTimeField()),
                ('proven_at', models.DateTimeField(help_text='when they showed that the route is theirs', null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('vouched_by', models.ForeignKey(help_text='the member of staff who vouches for the route', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'route', 'address'), name='people_contact_one_a_route')],
            },
        ),
        PrivateWall('people_contact'),
    ]
