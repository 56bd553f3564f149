import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import branchline.places.models.branches


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0004_poster_codes'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='branch', name='places_branch_words'),
        migrations.RemoveField(model_name='branch', name='words'),
        migrations.AddField(
            model_name='branch',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=branchline.places.models.branches.SearchWords(), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='branch',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('words'), name='gin_trgm_ops'), name='places_branch_words'),
        ),
        migrations.AddIndex(
            model_name='branch',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('town'), name='gin_trgm_ops'), name='places_branch_town'),
        ),
    ]
