"""What search engines are told: the addresses of everything in use, and when each last changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from skills.models import Document, Kind, MatrixClock, SitePage, Status

if TYPE_CHECKING:  # a model of an app that is not installed
    from django.contrib.sites.models import Site
    from django.contrib.sites.requests import RequestSite


class OwnSitemap[Item](Sitemap[Item]):
    """Under the address that the site says it has; as asked for where it says none."""

    def get_domain(self, site: "Site | RequestSite | None" = None) -> str:
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)


class DocumentSitemap(OwnSitemap[Document]):
    """All of one kind. A file of 10,000 is written in about a second; the index has them all."""

    limit = 10_000
    kind: ClassVar[Kind]

    def items(self) -> QuerySet[Document]:
        published = Document.objects.published()
        return published.filter(kind=self.kind, status=Status.ACTIVE).order_by("slug")

    def location(self, item: Document) -> str:
        return reverse(item.kind, args=[item.slug])

    def lastmod(self, item: Document) -> datetime | None:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        newest: datetime | None = self.items().aggregate(newest=Max("updated_at"))["newest"]
        return newest


class SkillSitemap(DocumentSitemap):
    kind = Kind.SKILL


class RoleSitemap(DocumentSitemap):
    kind = Kind.ROLE


class GroupSitemap(DocumentSitemap):
    kind = Kind.GROUP


class DomainSitemap(DocumentSitemap):
    kind = Kind.DOMAIN


class IndexSitemap(OwnSitemap[str]):
    """The pages that lead to the others."""

    def items(self) -> Iterable[str]:
        return ["home", "skill_list", "role_list", "domain_list", "changes"]

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        return MatrixClock.now().moment


class SitePageSitemap(OwnSitemap[SitePage]):
    """About, Guidelines and their neighbours."""

    def items(self) -> QuerySet[SitePage]:
        return SitePage.objects.all()

    def location(self, item: SitePage) -> str:
        return reverse(item.slug)

    def lastmod(self, item: SitePage) -> datetime:
        return item.updated_at


sitemaps: dict[str, type[Sitemap[Any]]] = {
    "pages": IndexSitemap,
    "site": SitePageSitemap,
    "domains": DomainSitemap,
    "groups": GroupSitemap,
    "roles": RoleSitemap,
    "skills": SkillSitemap,
}
