import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PublishedWall


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_seasons_stops_history'),
    ]

    operations = [
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
        PublishedWall('places_postercode'),
    ]
