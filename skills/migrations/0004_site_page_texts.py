"""What the site's own pages say until an administrator words them otherwise."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ABOUT = """
{site_name} is an open skill matrix for careers in IT. For each **skill** it says which **roles**
need it, whether it is required or optional at each of five **levels**, and what exactly is
expected there: one paragraph, specific enough to recognise yourself in it, or to see what is still
missing.

## How to read it

- **Start with a skill** you use, pick the level you think you are at, and read what stands there
  beside what comes next. The difference between the two is your next rung.
- **Start with a role** you have or want, and see every skill it asks for, level by level. You can
  compare two roles, or print what a role is expected to do at one level.
- *Required* means that someone in this role at this level is expected to do it. *Optional* means
  that it helps, and that many do well without. Where nothing stands, the skill is not part of the
  role at that level, or nobody has described it yet.

The five levels are Junior, Middle, Senior, Lead and Principal. Companies draw the lines between
them differently and call them by other names; read the paragraphs rather than the titles.

## Who says so

People who do this work wrote it down, and other people corrected them. It is an opinion, put as
precisely as its authors could, and not a norm. That is why nothing here is ever overwritten
silently: every change is a revision with a date, an author and a reason, and every page can be read
as it was on any day.

## How it changes

Anyone who signs in can suggest a better paragraph, a new skill, or that something required should
be optional. A moderator of the domain reviews it and says why if it is turned down; what is
approved is live at once, under the name of whoever suggested it. Reading needs no account.

## What you may do with it

The texts are free to use under {license}. Take them for a job advert, a review, a learning plan or
your own company's ladder; say where they come from. What a role is expected to do at a level can be
copied or printed from its page; whoever runs this site can export the whole matrix.
""".strip()

GUIDELINES = """
A matrix is only as good as its worst paragraph. These are the rules that those who write and review
{site_name} hold each other to.

## A good paragraph

- **says what someone does**, not what they "have knowledge of". "Plans the migration of a live
  table without downtime" can be seen by a colleague; "strong database skills" can't.
- **belongs to its role and its level.** If it could stand unchanged in another cell, one of the two
  is wrong. Each level adds something: scope, judgement, or responsibility for what others do.
- **names the scope**: a task, a service, a team, a company.
- **names tools as examples**, not as the requirement, unless the skill is the tool.
- **is short.** Twenty to forty-five words are nearly always enough.

## Required or optional

Something is required when most people who work well in that role at that level are expected to do
it. What is required at one level stays required above it; a ladder has no missing rungs. When in
doubt it is optional: a matrix in which everything is required says nothing.

## Changing something

- One idea at a time, and say why. "We never ask this of juniors, because …" convinces; "fixed" does
  not.
- Bring what you know from practice: what your team expects, what an advert asked for, what turned
  out to matter. Sources help.
- Wording that is merely different is not better. Leave it.
- Translations follow the source text. If the source is wrong, correct the source first.

## With each other

Criticise the paragraph, never the person. Assume that whoever wrote it had a reason, and ask for
it. Texts that advertise, insult, or are copied from somewhere that does not allow it are taken out.
""".strip()

PRIVACY = """
This page says what {site_name} stores about you. It describes what the software does; whoever runs
this site may add to it, and is responsible for it.

## When you only read

Nothing is asked of you, and nothing is stored about you in the site's database. Reading sets no
cookies. There is no advertising, no analytics service, and no file is fetched from anyone else's
server: your browser talks to this site alone. If you choose light or dark colours, your browser
remembers the choice by itself; it is not sent to us.

As with every website, the servers that deliver these pages may log requests (address, time, page)
to keep the service running and to stop abuse. Whoever runs this site decides for how long.

## When you have an account

We store your username, your e-mail address, the name you want to be shown, your language, your time
zone and how often you want mail; the browsers you are signed in with; what you watch and were told;
and what you have proposed, said, decided and voted for. Your password is stored only as a hash that
it can't be computed back from. Three cookies do their work and nothing else: one keeps
you signed in, one proves that a form was sent from here, and one says only that somebody is signed
in, so that pages can show you your own part of the header.

What you write and don't send is kept in your own browser, so that it isn't lost; it is not sent to
us. So is what you note about your own growth while you are signed out; it is worked out here for the
page you look at and not stored.

What you note about your growth when you are signed in is seen by nobody else, unless you make a link
to it and give it to somebody. You can take that link back at any time.

What you publish is public, with your name and the date, and stays in the history: who wrote what,
and when, is part of what this site is. Your e-mail address is never shown to other readers.

## Your rights

On your own page, under “My data”, you can download all that is stored about you, and delete your
account at any time: your name, address and all else that identifies you are removed at once, and your
contributions remain as those of a deleted user. What is wrong you can correct in your settings. Where
something about you stands in a text, ask. {contact}
""".strip()

TERMS = """
These are the rules for using {site_name}. They are meant to be short enough to be read.

## Reading and reusing

The texts of the matrix are published under {license}. Within its terms you may copy, change and
share them, also commercially; name {site_name} as the source. The names and marks of products that
are mentioned belong to their owners.

## What you can rely on, and what not

The matrix describes what people expect of each other at work. It is offered as it is, without
warranty: it is no legal or career advice, no certificate, and no promise that an employer sees it
the same way. Decisions about people should never rest on it alone. As far as the law allows, those
who run and write this site are not liable for what follows from its use.

## Contributing

By contributing you say that the text is yours to give, and you publish it under the licence above.
What you contribute may be edited by others, and remains in the public history. What breaks the law
or the guidelines may be taken out, and accounts that do so again and again may be closed.

## Fair use of the service

Use it by hand or by program, at a pace that leaves room for others. Don't try to break it, to get
at what is not public, or to pretend to be somebody else. If you have found a weakness, tell us
before you tell others.

These rules may change; this page shows the day of the last change.
""".strip()

CONTACT = """
{contact}

Good reasons to get in touch:

- **Something is wrong** with the site itself, or you can't sign in. What is wrong in the matrix is
  best said right there: *Suggest* beside the paragraph takes a minute.
- **Something should not be here**: a text that is yours, or that hurts somebody. Tell us which, and
  we will look at it first of all.
- **You found a weakness** in the software. Please give us some time before you publish it.
- **Your data**: what is stored stands on the [privacy page](/privacy/); ask and you will be told
  more.
""".strip()

PAGES = [
    ("about", "About", ABOUT),
    ("guidelines", "Guidelines", GUIDELINES),
    ("privacy", "Privacy", PRIVACY),
    ("terms", "Terms", TERMS),
    ("contact", "Contact", CONTACT),
]


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    page = apps.get_model("skills", "SitePage")
    page.objects.bulk_create(page(slug=slug, title=title, body=body) for slug, title, body in PAGES)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("skills", "SitePage").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("skills", "0003_site_page")]
    operations = [migrations.RunPython(add, remove)]
