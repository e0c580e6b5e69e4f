"""Articles of the knowledge base are stored for the public, too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0015_one_redirect_from_a_path'),
    ]

    operations = [
        migrations.AlterField(
            model_name='publishedcontent',
            name='kind',
            field=models.CharField(choices=[('page', 'Page'), ('menu', 'Menu'), ('news', 'News'), ('banner', 'Banner'), ('legal', 'Legal'), ('question', 'Question'), ('article', 'Article'), ('redirect', 'Redirect')], max_length=8),
        ),
    ]
