"""A measurement in words on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import click

from assessor.api import (
    Estimate,
    Fitted,
    WeekProfile,
    base_words,
    estimate_names,
    estimate_unit,
    format_number,
    method_words,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table
from assessor.cli.telling_forecast import tell_findings


def tell_fit(done: Fitted) -> None:
    """Files, findings, estimates with intervals, the week, and what would change."""
    _tell_sources(done)
    _tell_findings(done)
    _tell_streams(done)
    _tell_estimates(done)
    main = done.measurement.main
    if main is not None and main.profile is not None:
        _tell_week(main.profile)
    _tell_demands(done)
    _tell_effects(done)
    for path in done.written:
        click.echo(_("written: {path}").format(path=path))


def _tell_sources(done: Fitted) -> None:
    rows = [
        (
            file.path,
            file.format,
            format_number(file.lines, 0),
            format_number(file.used, 0),
            f"{file.first:%Y-%m-%d %H:%M}" if file.first else "—",
            f"{file.last:%Y-%m-%d %H:%M}" if file.last else "—",
            file.sha256[:12],
        )
        for file in done.measurement.sources
    ]
    head = (_("file"), _("format"), _("lines"), _("used"), _("from"), _("until"), "SHA-256")
    put_table(head, rows, right=(2, 3))


def _tell_findings(done: Fitted) -> None:
    if not done.findings:
        return
    heading(_("What stands out"))
    tell_findings(done.findings)


def _tell_streams(done: Fitted) -> None:
    """Several series side by side, where none of them is the load by itself."""
    streams = done.measurement.streams
    if len(streams) < 2:
        return
    heading(_("Series"))
    names = ("busy_hour_share", "peak_day_over_mean_day", "index_of_dispersion", "per_calendar_day")
    rows = [
        (name, *(_of(stream.estimates, wanted) for wanted in names))
        for name, stream in streams.items()
    ]
    head = (_("series"), _("busy hour"), _("peak day"), _("dispersion"), _("a day"))
    put_table(head, rows, right=(1, 2, 3, 4))


def _of(estimates: Mapping[str, Estimate], name: str) -> str:
    return _shown(estimates[name].base) if name in estimates else "—"


def _tell_estimates(done: Fitted) -> None:
    measured = done.measurement
    if not measured.estimates:
        return
    heading(_("Measured"))
    bases = measured.main.bases if measured.main else {}
    names = estimate_names(measured)
    rows = [
        (
            name,
            names[name],
            _shown(one.base),
            f"{_shown(one.low)} … {_shown(one.high)}",
            estimate_unit(one.unit),
            base_words(bases.get(name)),
            format_number(one.observations, 0),
            method_words(one.method),
        )
        for name, one in measured.estimates.items()
    ]
    head = (
        _("name"), _("what"), _("value"), _("interval"), _("unit"), _("base"), _("observations"),
        _("how"),
    )  # fmt: skip
    put_table(head, rows, right=(2, 3, 6))
    first = next(iter(measured.estimates.values()))
    click.echo(_("intervals of {n} %").format(n=format_number(100 * first.coverage, 0)))


def _tell_week(profile: WeekProfile) -> None:
    heading(_("Shape of the week, measured on {n} days").format(n=profile.days))
    if profile.by_hour is not None:
        click.echo(_("hours: {weights}").format(weights=_weights(profile.by_hour)))
    if profile.by_weekday is not None:
        click.echo(_("Monday to Sunday: {weights}").format(weights=_weights(profile.by_weekday)))
    for words, factor in (
        (_("public holiday: {value} of the mean day"), profile.holiday_factor),
        (_("after a long holiday: {value} of the mean day"), profile.post_holiday_factor),
    ):
        if factor is not None:
            click.echo(words.format(value=_shown(factor.base)))


def _weights(part: tuple[Estimate, ...]) -> str:
    return " ".join(format_number(one.base, 2) for one in part)


def _tell_demands(done: Fitted) -> None:
    for tier, fit in done.measurement.demands.items():
        heading(_("Utilisation law at {tier}").format(tier=tier))
        click.echo(
            _("{n} windows of {seconds} s, R² {share}, clocks {lag} s apart").format(
                n=fit.windows,
                seconds=format_number(fit.window, 0),
                share=format_number(fit.determination, 3),
                lag=format_number(fit.lag, 0),
            )
        )
        for names, one in fit.joint.items():
            of = " + ".join(names)
            interval = f"{_shown(one.low)} … {_shown(one.high)}"
            words = _("{classes} together: {value} s a request ({interval})")
            click.echo(words.format(classes=of, value=_shown(one.base), interval=interval))


def _tell_effects(done: Fitted) -> None:
    if not done.effects:
        return
    heading(_("What changes in the scenario"))
    rows = [
        (
            one.path,
            _before(one.before),
            _before(one.after),
            "" if one.unit in {None, "1"} else str(one.unit),
        )
        for one in done.effects
    ]
    put_table((_("where"), _("before"), _("measured"), _("unit")), rows, right=(1, 2))


def _before(value: float | str | None) -> str:
    return "—" if value is None else value if isinstance(value, str) else _shown(value)


def _shown(value: float) -> str:
    """Four significant figures."""
    if value == 0 or value != value:
        return "0" if value == 0 else "—"
    digits = max(0, min(12, 3 - int(f"{abs(value):e}".partition("e")[2])))
    return format_number(value, digits)
