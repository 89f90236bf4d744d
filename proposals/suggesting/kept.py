"""What a signed-out visitor sent, kept in their session until they have signed in."""

from typing import Any, Final, NamedTuple

from django.http import HttpRequest, QueryDict

_KEY: Final = "suggestion"


class Kept(NamedTuple):
    """`path` is the form's address."""

    path: str
    data: QueryDict


def keep(request: HttpRequest, path: str) -> None:
    """Remember the form that was sent; one at a time, the newest."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_KEPT}
    request.session[_KEY] = {"path": path, "fields": fields}


_NOT_KEPT: Final = {"csrfmiddlewaretoken"}


def kept(request: HttpRequest) -> Kept | None:
    stored: dict[str, Any] | None = request.session.get(_KEY)
    if stored is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in stored["fields"].items():
        data.setlist(name, values)
    return Kept(stored["path"], data)


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
