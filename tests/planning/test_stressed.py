"""Events played through, and servers switched off in quiet hours."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.planning import elasticity, plan, stress
from assessor.scenario import with_values


def test_that_an_event_is_played_on_what_stands_and_on_what_is_planned(hanoi):
    planned = plan(hanoi, years=[2024])
    found = stress(hanoi, event="ST1", plan=planned).events[0]
    assert found.planned is not None
    assert found.existing.result.tier == "app"
    assert len(found.existing.minutes) == len(found.existing.utilisation)
    assert found.planned.utilisation.max() < found.existing.utilisation.max()
    assert found.existing.result.measures["peak_utilisation"] == pytest.approx(
        float(found.existing.utilisation.max())
    )


def test_that_letting_in_the_admission_rate_keeps_the_ceiling(hanoi):
    found = stress(hanoi, event="ST1").events[0].existing
    peak = int(np.argmax(found.utilisation))
    share = found.admission_rate / found.arrival_rate[peak]
    assert found.utilisation[peak] * share == pytest.approx(0.70, rel=0.02)


def test_that_an_unknown_event_is_refused(hanoi):
    with pytest.raises(KeyError):
        stress(hanoi, event="no-such-event")


def test_that_servers_are_never_fewer_than_those_always_on(hanoi):
    found = {t.tier: t for t in elasticity(hanoi).tiers}
    app = found["app"]
    assert min(app.on_by_hour) >= app.always_on
    assert app.always_on <= app.on_mean <= app.servers
    assert app.hours_off == pytest.approx((app.servers - app.on_mean) * 8760, rel=1e-6)
    assert app.cost_saved_vnd == pytest.approx(app.energy_saved_kwh * 2100, rel=1e-6)


def test_that_more_servers_always_on_save_less(hanoi):
    more = with_values(hanoi, {"platform.tiers.app.elastic.always_on_min": 12})
    saved = [next(t for t in elasticity(s).tiers if t.tier == "app") for s in (hanoi, more)]
    assert saved[1].hours_off < saved[0].hours_off
