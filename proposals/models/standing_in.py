from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q

#: From a document, by its kind, to the domain that it stands in.
_DOMAINS = ("skill__group__domain", "role__domain", "skillgroup__domain", "domain")


def standing_in(domains: Collection[str], prefix: str) -> Q:
    """Of documents that stand in one of these domains (slugs) today; `prefix` leads to them."""
    return reduce(or_, (Q((f"{prefix}{column}__slug__in", domains)) for column in _DOMAINS))
