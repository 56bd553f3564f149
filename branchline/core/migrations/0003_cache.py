from django.db import migrations


class Migration(migrations.Migration):
    """The cache that all processes share: limits on sign-in count there. Holds nothing else."""

    dependencies = [("core", "0002_importing")]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE core_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL);"
            " CREATE INDEX core_cache_expires ON core_cache (expires)",
            "DROP TABLE core_cache",
        )
    ]
