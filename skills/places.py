"""What the places of a document are called in a sentence: "NLP Engineer · Senior", "the summary"."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import ngettext, pgettext_lazy

from skills.algebra.paths import Path
from skills.names import Names

_OWN_FIELDS: Final[dict[str, Promise]] = {
    "name": pgettext_lazy("in a sentence", "the name"),
    "summary": pgettext_lazy("in a sentence", "the summary"),
}


def place_name(paths: Iterable[Path], names: Names, *, whole_roles: bool = False) -> str:
    """Of all `paths` together, in a few words; empty where there is none for them.

    With `whole_roles` the levels go without saying.
    """
    paths = list(paths)
    roles = sorted({path.role for path in paths if path.role})
    levels = {path.level for path in paths if path.level}
    if not roles:
        fields = [path.field for path in paths if path.field in _OWN_FIELDS]
        return ", ".join(str(_OWN_FIELDS[field]) for field in dict.fromkeys(fields))
    if len(roles) > 1:
        return ngettext("%(count)d role", "%(count)d roles", len(roles)) % {"count": len(roles)}
    name = names.document("role", roles[0])
    if whole_roles or not levels:
        return name
    if len(levels) > 1:
        counted = ngettext("%(count)d level", "%(count)d levels", len(levels))
        return f"{name} · {counted % {'count': len(levels)}}"
    return f"{name} · {names.level(levels.pop())}"
