import branchline.core.ids
import django.contrib.postgres.fields
from branchline.core.walls import CURRENT
from django.db import migrations, models


def wall(table):
    """A run of a service is its own; runs of national lists (no service) belong to the house."""
    mine = f"service_id IS NULL OR service_id = {CURRENT}"
    return migrations.RunSQL(
        sql=[
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY private ON "{table}" USING ({mine}) WITH CHECK ({mine})',
        ],
        reverse_sql=[
            f'DROP POLICY private ON "{table}"',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_ground_floor'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('service_id', models.BigIntegerField(db_index=True, null=True)),
                ('importer', models.CharField(help_text='room.name: places.english_libraries', max_length=60)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField(help_text='bytes, unpacked')),
                ('original', models.CharField(blank=True, help_text='where the file itself is kept', max_length=200)),
                ('state', models.CharField(choices=[('running', 'Under way'), ('done', 'Done'), ('stopped', 'Stopped'), ('undone', 'Undone')], default='running', max_length=8)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('started_by', models.CharField(blank=True, help_text='kind:id of who did it', max_length=60)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('touched', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='services whose rows it wrote', size=None)),
                ('problems', models.JSONField(default=list, help_text='the first findings, in words')),
            ],
        ),
        migrations.CreateModel(
            name='ImportChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run_id', models.BigIntegerField(db_index=True)),
                ('service_id', models.BigIntegerField(db_index=True, null=True)),
                ('model', models.CharField(help_text='app.model', max_length=80)),
                ('added', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='row numbers of new rows', size=None)),
                ('added_sums', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='checksums of those rows', size=None)),
                ('changed', models.JSONField(default=list, help_text='[row number, {field: before}, {field: after}]')),
                ('watched', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, help_text='fields in the checksum', size=None)),
            ],
        ),
        wall("core_importrun"),
        wall("core_importchange"),
    ]
