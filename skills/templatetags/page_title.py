"""What a page is called, in the browser's tab and where its address is shared."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag
def page_title(content: str, site_name: str) -> SafeString:
    """`{% page_title site_name %}{% block title %}…{% endblock %}{% endpage_title %}`: a block can
    stand in a template once, and it is needed twice."""
    # It comes as HTML; a quotation mark in it is only in the way inside an attribute.
    name = mark_safe(content.strip().replace('"', "&quot;"))  # noqa: S308
    return format_html(
        '<title>{} · {}</title>\n  <meta property="og:title" content="{}">', name, site_name, name
    )
