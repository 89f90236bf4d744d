"""The words of a synthetic matrix, and sentences of about thirty of them.

What search meets in real matrices is here too: words that every skill has (`EVERYWHERE`), a
subject that one skill in 28 has (500 of 14,000), names of tools that some two dozen skills share,
and each skill's own name, which stands in hardly any other.
"""

from collections.abc import Sequence
from random import Random
from typing import Final

#: In every skill's summary, and in most of its paragraphs.
EVERYWHERE: Final = "team"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: One for each skill in turn.
SUBJECTS: Final = _words("""
billing genomics telemetry logistics payments navigation insurance robotics auctions ticketing
translation forecasting messaging moderation routing compilers cartography accounting recruiting
brokerage astronomy metering scheduling archiving speech typography irrigation customs
""")

_VERBS: Final = _words("""
designs builds reviews measures documents explains debugs profiles deploys automates maintains
evaluates compares refactors simplifies migrates monitors schedules secures tests validates traces
plans budgets negotiates presents teaches mentors delegates prioritises estimates audits replaces
extends integrates configures tunes scales partitions versions archives restores rehearses verifies
""")

_ADJECTIVES: Final = _words("""
small large shared critical nightly regional public internal legacy distributed parallel incremental
reliable measurable reproducible temporary unfamiliar noisy sparse layered typed stateless
asynchronous encrypted replicated versioned seasonal experimental regulated accessible multilingual
offline streaming quarterly external ambiguous undocumented expensive fragile modular
""")

_NOUNS: Final = _words("""
pipeline interface schema contract queue cluster index cache dashboard alert incident runbook budget
roadmap release branch review test fixture benchmark dataset feature model experiment hypothesis
threshold baseline workload tenant session token certificate gateway proxy replica partition backup
snapshot migration rollout rollback postmortem interview proposal estimate stakeholder customer
vendor auditor newcomer colleague department product market report metric trace log profile
bottleneck leak race deadlock timeout retry quota limit policy permission role audit record document
diagram decision standard guideline template checklist library framework compiler runtime container
image registry artifact manifest module package dependency licence vulnerability patch upgrade
platform service function job batch stream event message topic subscription webhook endpoint request
response payload header query view table column row key constraint trigger procedure transaction
lock lease lifecycle environment region zone network subnet firewall balancer domain account
""")

#: About fifteen words each; V, A, N, S, T and E stand for a verb, an adjective, a noun, the skill's
#: subject, one of its tools, and the word that is everywhere.
_CLAUSES: Final = tuple(
    tuple(clause.split())
    for clause in (
        "V the A N behind every N and V how it holds when the A N doubles",
        "V each N with T and V the N that the E depends on before each release",
        "V one A N for S so that the E can change its N without touching the others",
        "chooses between T and T for every A N and V the reasons in one short N",
        "V what the E has learned about its N and V the next A N with it",
        "finds the A N in any N of S and V it with little help from others",
        "V the N and the N of more than one E and settles what they disagree about",
        "V T in this A environment and V its N against the N that was agreed",
        "follows the N for each A N and asks the E before the A N is changed",
        "sets the N for S across the company and V the N that outlives them",
        "V how each A N fails and V the A N so that the next N is shorter",
        "works from one N with T and V the N until its A N is understood",
    )
)

_AFTERTHOUGHTS: Final = tuple(
    tuple(clause.split())
    for clause in (
        "V the N of the E",
        "V T before it meets any A N",
        "V what S asks of the A N",
        "keeps the N of every N short and A",
        "shows newcomers how the E V its N",
    )
)

_LEADS: Final = {
    "junior": "With guidance",
    "middle": "On their own",
    "senior": "For a whole product",
    "lead": "With several people",
    "principal": "Beyond their own department",
}


def paragraph(rng: Random, level: str, subject: str, tools: Sequence[str]) -> str:
    """What somebody at `level` is expected to do: some thirty words."""
    first = _filled(rng, rng.choice(_CLAUSES), subject, tools)
    second = _filled(rng, rng.choice(_AFTERTHOUGHTS), subject, tools)
    return f"{_LEADS[level]} {first}, and while doing so {second}."


def summary(rng: Random, name: str, subject: str, tools: Sequence[str]) -> str:
    clause = _filled(rng, _CLAUSES[1], subject, tools)
    return f"{name} in {subject}, as a {EVERYWHERE} uses it: {clause}."


def _filled(rng: Random, clause: Sequence[str], subject: str, tools: Sequence[str]) -> str:
    return " ".join([_word(rng, slot, subject, tools) for slot in clause])


def _word(rng: Random, slot: str, subject: str, tools: Sequence[str]) -> str:
    match slot:
        case "N":
            return _often_the_first(rng, _NOUNS)
        case "V":
            return _often_the_first(rng, _VERBS)
        case "A":
            return _often_the_first(rng, _ADJECTIVES)
        case "S":
            return subject
        case "T":
            return _often_the_first(rng, tools)
        case "E":
            return EVERYWHERE
    return slot


def _often_the_first(rng: Random, words: Sequence[str]) -> str:
    """As in any text, some words come up again and again and most hardly ever."""
    return words[int(len(words) * rng.random() ** 2)]


_ONSETS: Final = ("b", "br", "d", "f", "fl", "g", "gr", "k", "kl", "l", "m", "n", "p", "pr", "qu")
_MORE_ONSETS: Final = ("r", "s", "st", "t", "tr", "v", "w", "y", "z")
_SYLLABLES: Final = tuple(
    onset + vowel for onset in (*_ONSETS, *_MORE_ONSETS) for vowel in ("a", "e", "i", "o", "u")
)


#: How many names `coined` has with one ending.
NAMES: Final = len(_SYLLABLES) ** 3


def coined(number: int, ending: str = "") -> str:
    """A name that nothing real has, another one for each number below `NAMES`."""
    # Neighbours look nothing alike: 7919 has no factor in common with the number of syllables.
    rest = number * 7919 % NAMES
    name = ""
    for _ in range(3):
        rest, place = divmod(rest, len(_SYLLABLES))
        name += _SYLLABLES[place]
    return f"{name}{ending}".capitalize()
