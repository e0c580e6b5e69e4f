from django.db import migrations, models

FROM_RECORDS = """
    UPDATE fundfeed_funddocument SET expiration_date = (record ->> 'expirationDate')::date
    WHERE record ->> 'expirationDate' IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ("fundfeed", "0009_operators_outbox"),
    ]

    operations = [
        migrations.AddField(
            model_name='funddocument',
            name='expiration_date',
            field=models.DateField(blank=True, help_text='Its last day among the current documents', null=True),
        ),
        migrations.AlterField(
            model_name='funddocument',
            name='state',
            field=models.CharField(choices=[('public', 'public'), ('pending', 'file not received yet'), ('held', 'file held'), ('scheduled', 'valid later'), ('withdrawn', 'withdrawn by the provider'), ('archived', 'no longer listed by the provider'), ('expired', 'past its expiration date')], max_length=10),
        ),
        migrations.AlterField(
            model_name='feedrun',
            name='trigger',
            field=models.CharField(choices=[('schedule', 'Schedule'), ('command', 'Command'), ('screen', 'Screen'), ('retry', 'Retry'), ('decision', 'Decision'), ('day', 'a date that came')], max_length=20),
        ),
        migrations.AddField(
            model_name='provider',
            name='holds_contradictions',
            field=models.BooleanField(db_default=False, default=False, help_text='Whether a fund that is listed and deauthorised at once is held, instead of halting the delivery'),
        ),
        migrations.AddField(
            model_name='runfinding',
            name='last_good',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='last good value'),
        ),
        migrations.RunSQL(FROM_RECORDS, migrations.RunSQL.noop),
    ]
