from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('backups', '0002_backup_size_and_locks'),
    ]

    operations = [
        migrations.AddField(
            model_name='restoredrill',
            name='is_exercise',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='restoredrill',
            name='by',
            field=models.CharField(blank=True, db_default='', default='', max_length=150),
        ),
    ]
