"""Words of what statistics of arrivals find odd, leave out, or refuse."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "arrivals_gaps_few": (
        N_("{gaps} gaps between arrivals are too few for their variability"),
        N_("measure until there are {least}, or keep the value of the scenario"),
    ),
    "arrivals_windows_few": (
        N_("{windows} windows of {window} s hold {gaps} gaps or more; {least} are needed"),
        N_("measure for longer, or take longer windows"),
    ),
    "arrivals_same_instant": (
        N_("{share} of the arrivals have the very time of the one before"),
        N_("if the clock of the log is coarse, the variability of gaps reads too high"),
    ),
    "dispersion_step_coarse": (
        N_("steps of {step} s are too long for burstiness inside the window"),
        N_("give counts per {longest} s or finer"),
    ),
    "dispersion_windows_few": (
        N_("{windows} windows of {window} s hold arrivals; {least} are needed for burstiness"),
        N_("measure for longer"),
    ),
    "dispersion_windows_unknown": (
        N_("{count} windows have unknown steps and do not count for burstiness"),
        N_("add the missing files if there are any"),
    ),
    "dispersion_time_left_out": (
        N_("burstiness over {time} s is left out: too few windows"),
        N_("measure for longer"),
    ),
    "dispersion_rising": (
        N_("burstiness still rises over {time} s, where it is {value}"),
        N_("bursts last longer than what was looked at; do not take the last value for the limit"),
    ),
    "growth_too_short": (
        N_(
            "growth per year is withheld: in {days} days, {pairs} weeks of the year were seen in "
            "two years, and {least} are needed to tell growth from season"
        ),
        N_("give at least 60 weeks, or keep the growth of the scenario"),
    ),
    "growth_overlap_short": (
        N_("growth rests on {pairs} weeks of the year that were seen in two years"),
        N_("one odd month moves it; two whole years are better"),
    ),
    "growth_no_calendar": (
        N_("without a calendar, holidays that move, such as Tết, may read as growth"),
        N_("name the calendar of holidays"),
    ),
    "growth_weeks_left_out": (
        N_("{count} weeks with holidays are left out of growth"),
        "",
    ),
    "outliers_high": (
        N_(
            "far too much came in {count} places, most strangely from {at} until {end}: "
            "{observed} where {expected} was to be expected"
        ),
        N_("a campaign, a robot, a test? Leave it out if it will not come again"),
    ),
    "outliers_low": (
        N_(
            "far too little came in {count} places, most strangely from {at} until {end}: "
            "{observed} where {expected} was to be expected"
        ),
        N_("a holiday, an outage, a lost file? Leave it out if people wanted to come"),
    ),
    "series_silent": (
        N_(
            "nothing came in {count} places, {hours} h in all, the longest from {since} until "
            "{end}; {expected} were to be expected"
        ),
        N_("an outage or a lost file counts as quiet demand unless it is left out"),
    ),
    "series_unknown": (
        N_(
            "nothing is known in {count} places, {hours} h in all, the longest from {since} until "
            "{end}"
        ),
        N_("add the missing files if there are any; they are not filled in"),
    ),
    "series_step_odd": (
        N_("steps of {step} s fill neither an hour nor a day, so nothing lies on the clock"),
        N_("give counts per minute, 5 minutes, 15 minutes, hour or day"),
    ),
    "profile_no_arrivals": (
        N_("the series holds no arrivals, so it has no shape"),
        N_("check the file and the period"),
    ),
    "profile_step_long": (
        N_("steps are longer than an hour: hours of the day cannot be told apart"),
        N_("give counts per hour or finer"),
    ),
    "profile_hours_apart": (
        N_("different days show different hours, so that hours do not compare"),
        N_("give at least one day with all hours"),
    ),
    "profile_hours_missing": (
        N_("{count} hours of the day have no data: {hours}"),
        N_("give days that cover them; they are not filled in"),
    ),
    "profile_one_day": (
        N_("hours rest on one day; how much they differ from day to day is unknown"),
        N_("give several days for intervals"),
    ),
    "profile_weekdays_missing": (
        N_(
            "weights of weekdays are withheld: on {days} days there is no ordinary day for "
            "{weekdays} (1 = Monday)"
        ),
        N_("give at least a whole week without holidays"),
    ),
    "profile_weeks_few": (
        N_("weights of weekdays rest on {days} days: {spare} more than one of each"),
        N_("four weeks or more give intervals that hold week by week"),
    ),
    "profile_cells_missing": (
        N_("{count} hours of the week have no data: {cells}"),
        N_("give weeks that cover them; they are not filled in"),
    ),
    "profile_no_calendar": (
        N_("without a calendar, holidays count as ordinary days"),
        N_("name the calendar of holidays"),
    ),
    "profile_calendar_ends": (
        N_("the calendar of holidays does not cover {years}"),
        N_("add these years; until then their holidays count as ordinary days"),
    ),
    "profile_no_holiday": (
        N_("no public holiday was measured: its factor stays that of the scenario"),
        "",
    ),
    "profile_no_post_holiday": (
        N_("no day after a long holiday was measured: its factor stays that of the scenario"),
        "",
    ),
    "profile_one_holiday": (
        N_("the factor of holidays rests on one day"),
        N_("its interval is unknown; give a longer period"),
    ),
    "profile_one_post_holiday": (
        N_("the factor of days after a long holiday rests on one day"),
        N_("its interval is unknown; give a longer period"),
    ),
    "profile_steps_unknown": (
        N_("{share} of the steps are unknown and do not count"),
        N_("add the missing files if there are any; they are not filled in"),
    ),
    "profile_outliers_left_out": (
        N_(
            "{count} stretches with {share} of all arrivals are left out of the profile, the "
            "first at {at}"
        ),
        N_("keep them if they will come again"),
    ),
    "profile_steps_beside_clock": (
        N_("steps begin beside the hours of the clock, the first at {start}"),
        N_("each counts for the hour that holds its middle; start on the hour for sharper shapes"),
    ),
    "peaks_no_day": (
        N_("peak factors are withheld: no day is known in all its hours"),
        N_("give at least one whole day"),
    ),
    "peaks_no_calendar": (
        N_("without a calendar, working days are Monday to Friday, holidays among them"),
        N_("name the calendar of holidays"),
    ),
    "peaks_days_few": (
        N_("the peak day is withheld: {days} days are known, and a week is needed"),
        N_("measure for longer, or keep the factor of the scenario"),
    ),
    "peaks_weeks_few": (
        N_("factors of days rest on {days} days; below four weeks they have no interval"),
        N_("measure for longer"),
    ),
    "peaks_step_hours": (
        N_("steps of {step} s are too long for the busy hour"),
        N_("give counts per hour or finer, or keep the factor of the scenario"),
    ),
    "peaks_step_minutes": (
        N_("steps of {step} s are too long for the busiest five minutes"),
        N_("give counts per five minutes or finer, or keep the factor of the scenario"),
    ),
    "peaks_days_partly_known": (
        N_("{count} days are known only in part and do not count for peaks"),
        "",
    ),
    "peaks_no_interval": (
        N_("{count} peak factors have no interval: {names}"),
        N_("measure for longer; one day or week does not show how far others differ"),
    ),
    "clock_minutes": (
        N_(
            "times cannot be those of arrivals: {share} fall on minute {at} of every {period} "
            "minutes, where chance puts {expected} (p below {p_value})"
        ),
        N_(
            "nothing is fitted to them; give the log as the server wrote it, or counts from a "
            "source that does not write in batches"
        ),
    ),
    "clock_minutes_marked": (
        N_("{share} fall on minute {at} of every {period} minutes, where chance puts {expected}"),
        N_("timed jobs? Measure them as machine calls, apart from people"),
    ),
    "clock_seconds": (
        N_(
            "times are no finer than minutes: {share} fall on second {at} of every {period} "
            "seconds, where chance puts {expected}"
        ),
        N_("gaps between arrivals are not fitted; counts per minute stay good"),
    ),
    "clock_flat_day": (
        N_(
            "the hours of the day are alike within {variation} (surely within {limit}): people "
            "do not come so"
        ),
        N_("machines do; if people are meant, the times or the sample are artificial"),
    ),
    "clock_too_even": (
        N_("counts scatter less than chance: index of dispersion {index} (p {p_value})"),
        N_("a load generator, a poller or made-up times; do not take it for people's arrivals"),
    ),
    "clock_hour_missing": (
        N_("the hour from {at} is empty where {expected} are usual: the clock was put forward"),
        N_("give times in a zone without summer time, or leave the hour out"),
    ),
    "clock_hour_doubled": (
        N_(
            "the hour from {at} holds {observed} where {expected} are usual: the clock was put "
            "back, and the hour came twice"
        ),
        N_("give times in a zone without summer time, or leave the hour out"),
    ),
    "clock_set_back": (
        N_("times go back by more than a minute {count} times, by {seconds} s at most"),
        N_("a clock was set, or files of several servers are mixed; sort them, or give one each"),
    ),
}
