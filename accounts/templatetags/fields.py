"""One way to show a form's field: label, control, help, what is wrong, tied together for readers."""

from django import template
from django.forms import BoundField

register = template.Library()


@register.inclusion_tag("_field.html")
def field(
    bound: BoundField, label: str = "", help_text: str = "", **attributes: str
) -> dict[str, object]:
    """`{% field form.code inputmode="numeric" %}`; `label` and `help_text` replace the form's.

    Django ties help and errors to the control itself (aria-describedby, aria-invalid).
    """
    bound.label = label or bound.label
    bound.help_text = help_text or bound.help_text
    bound.field.widget.attrs.pop("placeholder", None)  # what vanishes while typing is no label
    classes = ["form-control", "is-invalid" if bound.errors else "", attributes.pop("class", "")]
    attributes["class"] = " ".join(name for name in classes if name)
    return {"field": bound, "control": bound.as_widget(attrs=dict(attributes))}
