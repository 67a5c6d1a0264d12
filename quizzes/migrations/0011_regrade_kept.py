from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0010_name_states_of_regrades")]

    operations = [
        migrations.AddField(
            model_name="regrade",
            name="kept",
            field=models.JSONField(
                default=list,
                help_text="Answers that keep their points: [question, reason, how many].",
            ),
        ),
    ]
