"""What the templates of the forms ask: what is wrong with a field, where something is changed."""

from django import template
from django.urls import reverse

from proposals.views.sending import Refusal
from skills.projection import Row

register = template.Library()


@register.filter
def wrong_with(refusal: Refusal | None, field: str) -> list[str]:
    """`{% with problems=refusal|wrong_with:"name" %}`: sentences, none where nothing is."""
    return refusal.about(field) if refusal else []


@register.simple_tag
def suggest_url(row: Row) -> str:
    """Where a change to it is suggested."""
    return reverse(f"suggest_{row.document.kind}", args=[row.slug])
