from django.db import models
from django.utils.translation import gettext


class Level(models.Model):
    """One of the five rungs. They come by migration; their names are translated by gettext."""

    rank = models.PositiveSmallIntegerField(primary_key=True)
    slug = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=50)
    summary = models.TextField(help_text="how somebody knows that they are here")

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return gettext(self.name)
