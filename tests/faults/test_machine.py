"""Whatever happens to the ledger in whatever order, all nine invariants hold after it.

Hypothesis makes up days: stories, corrections, late pages, newer readers, lists, decisions, exclusions, alerts shown as one,
editions, and kills in the middle of any of them. ``HYPOTHESIS_PROFILE=long`` plays many more of them, each time others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import psycopg
import pytest
from adapters.press import Press, at, catalogue
from conftest import _empty
from core.episodes import claim
from failpoints import statements
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from invariants import broken, seen
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import checks, database, ledger_rows, ledger_store, redirects, server
from watch1718.adapters import tables as t
from watch1718.adapters.adoption_store import AdoptionStore
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.exclusions import ExclusionStore
from watch1718.adapters.knowledge_store import load
from watch1718.adapters.notes import NoteStore
from watch1718.adapters.redirects import RedirectStore
from watch1718.core import ledger
from watch1718.core import redirect as core
from watch1718.core.alert import Decision
from watch1718.core.claim import Claim, EventTime, Goods, Stage, Stance
from watch1718.core.exclusion import Scope
from watch1718.core.finding import Ruling
from watch1718.core.guard import judge
from watch1718.core.ledger import Folded, Ledger
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.note import NoteKind, write
from watch1718.core.snapshot import Outcome
from watch1718.errors import Misconfigured, Retry

AS_FOUND = (Phase.explicit, Phase.generate)  # a shorter story of a failure takes minutes to find
SHORT = settings(derandomize=True, max_examples=6, stateful_step_count=30, phases=AS_FOUND)
LONG = settings(derandomize=False, max_examples=300, stateful_step_count=60)
PROFILE = LONG if os.environ.get("HYPOTHESIS_PROFILE") == "long" else SHORT
ALL_CHECKS = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
PASSED = [checks.CheckResult("expect_nothing", "daily_alerts", "rows", "fail", True, "nothing at all", "0 rows")]
PRESS = ("harbour_wire", "meridian_post", "quay_times")
WHO = st.sampled_from(["R. Tester", "Ö. Prüfer"])
SLUGS = st.sampled_from([f"story-{n}" for n in range(5)])
GOODS = st.sampled_from(
    [
        Goods("shell", "152 mm shells", "artillery_ammunition", "9306"),
        Goods("rocket", "rockets", "rocket", "9306"),
        Goods("arms", "arms", "arms", "93"),
    ]
)
DATES = st.sampled_from(["unknown", *(date(2026, 2, 27) + timedelta(days=n) for n in (0, 4, 9))])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """One thing that a story says."""
    stage = draw(st.sampled_from([Stage.TALKS, Stage.AGREEMENT, Stage.UNDER_WAY, Stage.DELIVERED]))
    stance = draw(st.sampled_from([Stance.ASSERTED, Stance.ALLEGED, Stance.DENIED]))
    day = draw(DATES)
    event = EventTime(day, day, "day", "text") if isinstance(day, date) else EventTime()
    category = draw(st.sampled_from(["arms_and_related_materiel", "coal"]))
    return claim(stage, stance, goods=draw(GOODS), category=category, event=event)


class Days(RuleBasedStateMachine):
    """The days of a press, a list and the people who read about it, on a real database."""

    url = ""

    @initialize()
    def begin(self) -> None:
        """An empty database with three publishers and a list that one man is on."""
        _empty(self.url)
        self.folder = TemporaryDirectory()
        self.engine = database.connect(self.url)
        database.stamp(self.engine, "rehearsal", at(1))
        self.press = Press(self.engine, *PRESS)
        self.audit = AuditStore(self.engine, Path(self.folder.name) / "anchors")
        self.editions = EditionStore(self.engine, self.press.ledger, time(5, 0))
        self.now, self.numbers, self.reader = at(1), count(1), "r1"
        self.people = {"KPi.901"}
        self.doubles = [
            mock.patch.object(checks, "run", return_value=PASSED),
            mock.patch.object(ledger_store.ledger, "fold", self._both_ways),
        ]
        for one in self.doubles:
            one.start()
        self._add_list()
        self.before = seen(self.engine)

    def teardown(self) -> None:
        """Let go of the database."""
        if hasattr(self, "doubles"):
            for one in self.doubles:
                one.stop()
            self.engine.dispose()
            self.folder.cleanup()

    # the press

    @rule(name=st.sampled_from(PRESS), slug=SLUGS, said=st.lists(claims(), max_size=2), late=st.integers(0, 3))
    def print_story(self, name: str, slug: str, said: list[Claim], late: int) -> None:
        """A story, or the correction of one; read at once, or captured days ago and read only now."""
        captured = self._moment() - timedelta(days=late, seconds=1)
        words = f"Number {next(self.numbers)}. {' '.join(one.evidence.quote for one in said)}. End."
        given = {"text": words, "reader": self.reader, "read_at": self._moment()}
        self.press.prints(name, slug, captured, *said, **given, listed=())

    @rule(name=st.sampled_from(PRESS), outcome=st.sampled_from([Outcome.OK, Outcome.UNCHANGED, Outcome.FETCH_ERROR]))
    def capture(self, name: str, outcome: Outcome) -> None:
        """A feed is asked."""
        self.press.capture(name, self._moment(), outcome, reason="" if outcome is not Outcome.FETCH_ERROR else "dns")

    @rule()
    def capture_all(self) -> None:
        """Every feed and the list are asked and answer."""
        moment = self._moment()
        for name in self.press.sources:
            self.press.capture(name, moment)
        self.press.lists.verify(moment)

    # knowledge

    @rule(data=st.data(), stops=st.booleans())
    def read_again(self, data: st.DataObject, stops: bool) -> None:
        """A new reader is loaded and adopted, and reads a story again: it finds the same, or nothing any more."""
        self.reader = f"r{next(self.numbers)}"
        load(self.engine, catalogue(), "l1", self.reader, self._moment())
        AdoptionStore(self.engine, self.press.ledger.episodes).adopt(self.reader, "c1", "better", "R. Tester", self.now)
        with self.engine.connect() as connection:
            stories = connection.execute(select(t.document_version).order_by(t.document_version.c.id)).mappings().all()
        if stories:
            story = data.draw(st.sampled_from(stories))
            said = [] if stops else [claim(quote="First")] if "words of" not in story["text"] else [claim()]
            self._read_again(story, said)

    @rule(person=st.sampled_from([f"KPi.{n}" for n in range(901, 905)]))
    def change_list(self, person: str) -> None:
        """Somebody is listed, or delisted; the guard decides."""
        self.people ^= {person}
        self._add_list()

    @rule(release=st.booleans(), who=WHO, approvals=st.integers(1, 2))
    def decide_about_list(self, release: bool, who: str, approvals: int) -> None:
        """A version that waits is released, or rejected."""
        for waiting in self.press.lists.held():
            with suppress(Misconfigured):
                if release:
                    self.press.lists.release(waiting.version, who, "seen", self._moment(), approvals=approvals)
                else:
                    self.press.lists.reject(waiting.version, who, "an error of the site", self._moment())

    # the ledger and its people

    @rule()
    def fold(self) -> None:
        """What was read is folded."""
        self.press.ledger.fold(self._moment())

    @rule(data=st.data(), decision=st.sampled_from(Decision), who=WHO, approvals=st.integers(1, 2))
    def dispose(self, data: st.DataObject, decision: Decision, who: str, approvals: int) -> None:
        """Somebody decides on an alert."""
        if alert := self._alert(data):
            with suppress(Misconfigured):
                reason = f"reason {next(self.numbers)}"
                self.press.ledger.dispose(alert, decision, reason, who, self._moment(), approvals=approvals)

    @rule(data=st.data(), who=WHO)
    def note(self, data: st.DataObject, who: str) -> None:
        """Somebody writes on an alert."""
        if alert := self._alert(data):
            NoteStore(self.engine).add(write(alert, NoteKind.NOTE, f"word {next(self.numbers)}", who, self._moment()))

    @rule(data=st.data(), who=WHO, days=st.integers(1, 30))
    def exclude(self, data: st.DataObject, who: str, days: int) -> None:
        """Somebody leaves an alert out for a time."""
        if alert := self._alert(data):
            with suppress(Misconfigured):
                until = (self._moment() + timedelta(days=days)).date()
                ExclusionStore(self.engine).add(Scope(alert=alert), until, "seen", who, self.now)

    @rule(data=st.data(), who=WHO, back=st.booleans())
    def show_as_one(self, data: st.DataObject, who: str, back: bool) -> None:
        """Somebody says that two alerts are one, or that they are not."""
        one, other = self._alert(data), self._alert(data)
        if one and other:
            store = RedirectStore(self.engine)
            with suppress(Misconfigured):
                if back:
                    store.undo(one, "not so", who, self._moment())
                else:
                    store.add(one, other, "the same ship", who, self._moment())

    # days

    @rule(days=st.integers(1, 3))
    def sleep(self, days: int) -> None:
        """Nothing happens for days."""
        self.now += timedelta(days=days)

    @rule()
    def publish(self) -> None:
        """Every day that wants an edition gets one, in order; then none wants one."""
        self.now = datetime.combine(self.now.date(), time(5, 1), self.now.tzinfo)
        wanted = self.editions.missing_days(self.now)
        assert wanted == sorted(wanted)
        for day in wanted:
            if edition := self.editions.build(day, self.now):
                self.editions.check(edition)
                self.editions.publish(edition, self.now)
        left = self.editions.missing_days(self.now)
        assert left == [], f"{left} want an edition that cannot be had"

    @rule()
    def anchor(self) -> None:
        """The head of the audit is anchored."""
        self.audit.anchor(self._moment())

    @rule(place=st.integers(1, 30), what=st.sampled_from(["fold", "dispose", "publish", "release", "anchor"]), who=WHO)
    def kill(self, place: int, what: str, who: str) -> None:
        """Something is killed at a statement or commit of it."""
        with self._killed(place):
            if what == "fold":
                self.press.ledger.fold(self._moment())
            elif what == "dispose" and (alerts := self.press.ledger.list()):
                with suppress(Misconfigured):
                    self.press.ledger.dispose(alerts[0].id, Decision.MONITORING, "killed", who, self._moment())
            elif what == "release":
                self.decide_about_list(True, who, 1)
            elif what == "anchor":
                self.audit.anchor(self._moment())
            else:
                self.publish()

    @invariant()
    def nothing_is_broken(self) -> None:
        """All nine hold, and nothing that was acknowledged is gone."""
        if hasattr(self, "before"):
            assert broken(self.engine, self.audit.anchors, before=self.before) == ()
            self.before = seen(self.engine)

    # what the rules need

    def _moment(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now

    def _alert(self, data: st.DataObject) -> str:
        with self.engine.connect() as connection:
            keys = connection.scalars(select(t.alert.c.id).order_by(t.alert.c.id)).all()
        return data.draw(st.sampled_from(keys)) if keys else ""

    def _add_list(self) -> None:
        parties = (ListedParty(one, one[-3:], "DPRK", "person", f"Man {one}") for one in sorted(self.people))
        moment = self._moment()
        new = ListVersion(moment, tuple(parties))
        if not self.press.lists.is_known(new.content_hash):
            self.press.lists.add(new, "", judge(new, self.press.lists.in_force()), moment)

    def _read_again(self, story: dict, said: list[Claim]) -> None:
        name, slug = story["document"].removeprefix("https://").split(".example/")
        given = {"text": story["text"], "title": story["title"], "reader": self.reader, "read_at": self._moment()}
        self.press.prints(name, slug, story["known_at"], *said, **given, ruling=Ruling.PROHIBITED)

    def _both_ways(self, some: Ledger, readings: list, rules: object) -> Folded:
        """Fold into the alerts that were loaded, and into all of them: the same must come of it."""
        done = FOLD(some, readings, rules)
        with self.engine.connect() as connection:
            loaded, _ = ledger_rows.alerts(connection, connection.scalars(select(t.alert.c.id)).all())
            whole = Ledger(loaded, core.standing(redirects.all_made(connection)))
        again = FOLD(whole, readings, rules)
        assert (again.joined, again.events) == (done.joined, done.events)
        return done

    @contextmanager
    def _killed(self, place: int) -> Iterator[None]:
        left, hit = count(1), []

        def reach(point: str, connection: Connection | None) -> None:
            if connection is not None and next(left) == place:
                hit.append(point)
                pid = connection.connection.driver_connection.info.backend_pid
                with psycopg.connect(server.conninfo(self.engine.url), autocommit=True) as other:
                    other.execute("select pg_terminate_backend(%s, 1000)", [pid])

        try:
            with statements(self.engine, reach):
                yield
        except (Retry, DBAPIError, psycopg.Error):
            assert hit


FOLD: Callable[..., Folded] = ledger.fold


@pytest.mark.timeout(7200)
def test_whatever_happens(database_url: str):
    """I1 to I8 after every step of made-up days, kills among them; folding into some alerts is folding into all."""
    Days.url = database_url
    profile = settings(PROFILE, deadline=None, database=None, suppress_health_check=ALL_CHECKS, print_blob=True)
    run_state_machine_as_test(Days, settings=profile)
