"""The project's rules that a machine can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    path
    for folder in (ROOT, *(ROOT / app for app in ("accounts", "skills", "proposals")))
    for path in (folder / "templates").rglob("*.html")
)
#: Mails have no style sheet, and no script.
PAGES = [path for path in TEMPLATES if "mail" not in path.parts]
for_each_template = pytest.mark.parametrize(
    "template", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES]
)

COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", re.DOTALL)
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
DATA = re.compile(r"<(script|code|pre)\b.*?</\1>", re.DOTALL)
ATTRIBUTE = re.compile(r'\b[a-z-]+="[^"]*"')
ATTRIBUTE_FOR_PEOPLE = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_imports_go_downwards_only() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@for_each_template
def test_a_template_compiles(template: Path) -> None:
    get_template(str(template).rpartition("/templates/")[2])


@pytest.mark.parametrize("template", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    """The content security policy would refuse it. Data (JSON) in a script element is no script."""
    text = COMMENT.sub("", template.read_text())
    assert not re.search(r"<style\b|\sstyle=", text)
    assert not re.search(r"\son[a-z]+=|hx-on|javascript:", text)
    for script in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in script or 'type="application/' in script


@for_each_template
def test_a_template_fetches_nothing_from_elsewhere(template: Path) -> None:
    text = COMMENT.sub("", template.read_text())
    assert not re.search(r'(?:src|<link\b[^>]*href)="(?:https?:)?//', text)


@for_each_template
def test_a_templates_text_goes_through_gettext(template: Path) -> None:
    """Letters between tags, or in an attribute read out to people, stand in a translation tag."""
    text = TRANSLATED.sub("", COMMENT.sub("", template.read_text()))
    text = DATA.sub("", CODE.sub("", text))
    outside_tags = re.sub(r"<[^>]*>", "\n", text)
    spoken = ATTRIBUTE.sub("", outside_tags).splitlines()  # a block may hold an attribute alone
    spoken += ATTRIBUTE_FOR_PEOPLE.findall(text)
    assert [words for words in spoken if re.search(r"[A-Za-z]{2}", words)] == []
