from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("items", "0006_scores_held"),
        ("deadlines", "0002_carry_over"),
    ]
    operations = [migrations.DeleteModel("Extension")]
