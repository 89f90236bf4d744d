"""What the demo's people have done: something in every state, so that no page is empty."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from proposals.models import Batch, Event, Proposal, ProposalVersion, Review, SavedReply
from proposals.operations.approve import approve
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.ban import ban
from proposals.operations.protect import protect
from proposals.operations.publish_directly import publish_directly
from proposals.operations.reject import reject
from proposals.operations.revert import revert
from proposals.operations.revise import revise
from proposals.operations.submit import submit
from proposals.operations.vote import vote
from proposals.operations.withdraw import withdraw
from skills.algebra.changes import Change, diff
from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    LISTED,
    NAME,
    PARENT,
    STATUS,
    SUMMARY,
    Content,
    Path,
    description,
    listing,
    requirement,
)
from skills.models import Document
from skills.projection import live_content

type Values = Mapping[Path, str | None]


def tell(people: Mapping[str, User]) -> None:
    """Everything below, in the order in which it would have happened."""
    carla, nils = people["contributor"], people["newcomer"]
    mona, mila, ada = people["moderator"], people["ml-moderator"], people["admin"]
    _accepted(carla, nils, mona, mila, ada)
    _turned_down(carla, nils, mona)
    _waiting(carla, nils, mona, ada)
    _new_skill(carla, nils, mila)
    _blocked(people["advertiser"], mona)
    SavedReply.objects.get_or_create(
        user=mona,
        name="One level, one sentence",
        defaults={
            "text": "Thank you. Please say what somebody does at this level and not at the one "
            "below; two sentences are enough."
        },
    )


def skill(slug: str) -> Document:
    return Document.objects.get(kind="skill", slug=slug)


def changes_to(document: Document, values: Values) -> list[Change]:
    """`{path: value}` on top of what is live; `None` drops."""
    live = live_content(document)
    wanted = {path: text for path, text in {**live, **values}.items() if text is not None}
    return diff(live, wanted)


def propose(
    slug: str, values: Values, *, by: User, why: str, days: int = 0, batch: Batch | None = None
) -> Proposal:
    """A proposal that was sent so many days ago."""
    document = skill(slug)
    changes = changes_to(document, values)
    proposal = submit(document, changes, author=by, why=why, batch=batch)
    if days:
        _backdate(proposal, days)
    return proposal


def _backdate(proposal: Proposal, days: int) -> None:
    """Of proposals alone: the matrix's own log keeps the time at which it was written."""
    earlier = F("created_at") - timedelta(days=days)
    Proposal.objects.filter(pk=proposal.pk).update(created_at=earlier)
    for rows in (
        ProposalVersion.objects.filter(proposal=proposal),
        Review.objects.filter(proposal=proposal),
        Event.objects.filter(proposal=proposal),
    ):
        rows.update(created_at=earlier)


def _with(slug: str, path: Path, old: str, new: str) -> dict[Path, str | None]:
    """The live text with one passage replaced."""
    text = live_content(skill(slug))[path]
    return {path: text.replace(old, new)}


def _accepted(carla: User, nils: User, mona: User, mila: User, ada: User) -> None:
    path = description("backend-engineer", "junior")
    notes = _with("observability", path, "at sensible levels", "at the level that fits")
    first = propose("observability", notes, by=carla, why="Sensible to whom? Say what counts.")
    approve(first, reviewer=mona, version=1)

    required = {requirement("full-stack-engineer", level): "required" for level in LEVELS[3:]}
    second = propose(
        "caching", required, by=carla, why="No lead gets by without owning cache lifetimes."
    )
    approve(second, reviewer=mona, version=1)

    path = description("data-scientist", "junior")
    file = _with("git-code-review", path, "called final_v2", "called final_v2_really.ipynb")
    third = propose("git-code-review", file, by=carla, why="It is always a notebook.")
    row = third.current_changes()[0]
    corrected = {row.pk: (row.new or "").replace("final_v2_really", "final_v2")}
    approve(third, reviewer=mona, version=1, corrections=corrected)

    senior, lead = (description("llm-engineer", level) for level in ("senior", "lead"))
    two = _with("vector-search", senior, "negation and jargon", "negation, dates and jargon")
    two |= _with("vector-search", lead, "funds relevance labelling", "pays for labels")
    fourth = propose("vector-search", two, by=carla, why="Dates are the misses I see most.")
    accept = [row.pk for row in fourth.current_changes() if row.level == "senior"]
    approve(fourth, reviewer=mila, version=1, accept=accept)

    path = description("data-engineer", "junior")
    fifth = propose(
        "sql",
        _with("sql", path, "a fan-out join does not pass unnoticed", "a fan-out join shows"),
        by=nils,
        why="Shorter",
    )
    revision = approve(fifth, reviewer=mona, version=1).revision
    if revision is not None:
        revert(revision, by=ada, why="The longer sentence said who has to notice.")

    path = description("devops-engineer", "junior")
    shorter = _with("incident-response", path, "another hopeful fix", "one more hopeful fix")
    document = skill("incident-response")
    publish_directly(
        document, changes_to(document, shorter), author=mona, why="“Another” is used twice"
    )


def _turned_down(carla: User, nils: User, mona: User) -> None:
    document = skill("kubernetes")
    everything = {requirement("backend-engineer", level): "required" for level in LEVELS}
    harsh = propose("kubernetes", everything, by=nils, why="Everybody uses it", days=9)
    reject(
        harsh,
        reviewer=mona,
        version=1,
        reason="too_specific",
        text="Many backend engineers never see a cluster. Which level really needs it?",
    )
    path = description("backend-engineer", "principal")
    own = {path: live_content(document)[path] + " Knows what it costs."}
    withdraw(propose("kubernetes", own, by=carla, why="Money is missing"), author=carla)

    path = description("backend-engineer", "middle")
    better = _with("observability", path, "bounded values rather than user IDs", "bounded values")
    asked = propose("observability", better, by=carla, why="Shorter", days=5)
    ask_for_changes(
        asked,
        reviewer=mona,
        version=1,
        text="The example is what makes people understand it. Can you keep one?",
    )


def _blocked(advertiser: User, mona: User) -> None:
    path = description("backend-engineer", "junior")
    best = {path: "Has taken the best course of all, now at half the price."}
    advertising = propose("kubernetes", best, by=advertiser, why="The best course", days=2)
    reject(advertising, reviewer=mona, version=1, reason="spam")
    reason = "This is a skill matrix, not a place to advertise courses."
    ban(advertiser, by=mona, reason=reason, until=timezone.now() + timedelta(days=30))


def _waiting(carla: User, nils: User, mona: User, ada: User) -> None:
    levels = {requirement("llm-engineer", level): "required" for level in LEVELS[2:]}
    pipelines = propose(
        "ml-pipelines",
        levels,
        by=carla,
        why="Every senior posting I read this year asks for it; ours still says optional.",
        days=6,
    )
    for voter, supports in ((nils, True), (mona, True), (ada, False)):
        vote(pipelines, user=voter, supports=supports)

    path = description("nlp-engineer", "senior")
    drift = _with("ml-pipelines", path, "watches label drift", "measures label drift")
    revised = propose("ml-pipelines", drift, by=nils, why="Watching is not enough", days=4)
    more = _with("ml-pipelines", path, "watches label drift", "measures and reports label drift")
    document = skill("ml-pipelines")
    revise(
        revised,
        changes_to(document, more),
        author=nils,
        why="Watching is not enough, and somebody must hear of it",
        version=1,
    )

    path = description("full-stack-engineer", "middle")
    mine = _with("caching", path, "stale times, optimistic updates", "stale times, retries")
    overtaken = propose("caching", mine, by=carla, why="Retries are half of the work", days=3)
    theirs = _with("caching", path, "optimistic updates with rollback", "optimistic updates")
    same = propose("caching", theirs, by=nils, why="Rollback is implied", days=2)
    vote(overtaken, user=nils, supports=True)
    document = skill("caching")
    # What goes live here overtakes the first proposal and makes the second superfluous.
    publish_directly(document, changes_to(document, theirs), author=mona, why="Rollback is implied")
    same.refresh_from_db()

    moved = {PARENT: "architecture"}
    propose(
        "message-queues-streaming",
        moved,
        by=carla,
        why="Backend people look for it under Architecture.",
        days=1,
    )
    _protected(carla, mona, ada)
    _label(nils)


def _protected(carla: User, mona: User, ada: User) -> None:
    """One approval of two is there already."""
    document = protect(skill("python"), protected=True, by=ada)
    path = description("data-scientist", "junior")
    text = live_content(document)[path]
    longer = {path: f"{text} Asks for a review before others build on it."}
    waiting = propose("python", longer, by=carla, why="Reviews start at Junior", days=2)
    approve(waiting, reviewer=mona, version=1)


def _label(nils: User) -> None:
    label = {Path("alt_label:postgres"): "Postgres"}
    document = skill("postgresql")
    if Path("alt_label:postgres") not in live_content(document):
        propose("postgresql", label, by=nils, why="It is what everybody says")


_PROMPTS: Mapping[str, str] = {
    "junior": "Writes prompts for own task from the team's templates, keeps instructions apart "
    "from user input, tries them on ten real examples before sharing, and says which ones failed.",
    "middle": "Versions a feature's prompts beside its code with a test set of its own, chooses "
    "few-shot examples by measured effect, and asks for structured output that a schema checks.",
    "senior": "Breaks a product's task into prompts, tools and plain code, knows when retrieval "
    "or tuning would be cheaper, and defends against injected instructions in fetched text.",
    "lead": "Agrees with product and legal colleagues what assistants may promise, keeps one "
    "place for shared prompts and their evaluations, and plans for the next model's arrival.",
    "principal": "Decides which behaviour the company will rely on prompts for and which must be "
    "guaranteed by code, and works with model vendors on failures that no wording can mend.",
}


def _new_skill(carla: User, nils: User, mila: User) -> None:
    """Two people propose the same new skill; they share its address."""
    content: Content = {
        NAME: "Prompt Design",
        STATUS: ACTIVE,
        PARENT: "llm-generative-ai",
        SUMMARY: "Telling language models what to do: instructions, examples, tools and tests",
        listing("llm-engineer"): LISTED,
    }
    for level, text in _PROMPTS.items():
        required = "required" if level in LEVELS[1:] else "optional"
        content[requirement("llm-engineer", level)] = required
        content[description("llm-engineer", level)] = text
    document = Document.objects.claim("skill", "prompt-design")
    if document.number:
        return
    why = "It is half of the job, and nowhere in the matrix."
    first = submit(document, diff({}, content), author=carla, why=why)
    _backdate(first, 2)
    vote(first, user=mila, supports=True)
    short = {path: text for path, text in content.items() if not path.role or path.level == "lead"}
    short[listing("llm-engineer")] = LISTED
    submit(document, diff({}, short), author=nils, why="Leads should know about prompts")
