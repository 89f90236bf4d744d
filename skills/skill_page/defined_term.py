"""The skill for machines that read pages: schema.org's DefinedTerm, as JSON-LD."""

import json
from collections.abc import Callable

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from skills.skill_page.reading import SkillReading

#: So that no text can end the element it stands in (the measure of Django's own `json_script`).
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def defined_term(reading: SkillReading, absolute: Callable[[str], str]) -> SafeString:
    """JSON for a data block; `absolute` makes a path of this site a whole address.

    https://schema.org/DefinedTerm
    """
    address = absolute(reverse("skill", args=[reading.skill.slug]))
    term: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": address,
        "url": address,
        "name": reading.name,
        "termCode": reading.skill.slug,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": reading.group.name,
            "url": absolute(reverse("group", args=[reading.group.slug])),
        },
    }
    if reading.summary:
        term["description"] = reading.summary
    if labels := reading.labels.get("alt_label"):
        term["alternateName"] = [label.value for label in labels]
    if identifiers := reading.labels.get("identifier"):
        term["identifier"] = [
            {"@type": "PropertyValue", "propertyID": each.key, "value": each.value}
            for each in identifiers
        ]
    return mark_safe(json.dumps(term, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308
