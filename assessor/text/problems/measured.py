"""Words of what a measurement cannot do, and of what it leaves to the scenario."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "fit_channels_missing": (
        N_("how many vCPUs stand behind the utilisation of tier '{tier}' is not said"),
        N_("give --channels {tier}=N, or a scenario in which the tier has servers"),
    ),
    "fit_id_bad": (
        N_("'{id}' cannot name a measurement"),
        N_("use letters without accents, digits, - and _, starting with a letter or digit (--id)"),
    ),
    "fit_output_suffix": (
        N_("a fragment is a YAML file, not {given}"),
        N_("end its name with .workload.yaml"),
    ),
    "fit_join_needs": (
        N_("{given} would extend a scenario and a fragment, and one is missing"),
        N_("give --scenario and -o too"),
    ),
    "fit_join_same": (
        N_("{given} would overwrite what it extends"),
        N_("give the joining scenario a name of its own"),
    ),
    "fit_scenario_needed": (
        N_("a service or an input is named, but no scenario that has it"),
        N_("give --scenario"),
    ),
    "fit_pattern": (
        N_("{flag}: '{pattern}' is no regular expression: {detail}"),
        N_("correct it; a dot that means a dot is written \\."),
    ),
    "fit_start": (
        N_("--start: '{given}' is no time"),
        N_("write it as 2024-01-31T08:00"),
    ),
    "fit_class_other": (
        N_("'other' is what requests of no class are called"),
        N_("give the class another name"),
    ),
    "fit_zone": (
        N_("no time zone is called '{zone}'"),
        N_("write a name such as {near}"),
    ),
    "fit_estimate_unknown": (
        N_("nothing called '{id}' was measured"),
        N_("use one of: {known}"),
    ),
    "fit_nothing": (
        N_("nothing in these files can be measured"),
        N_("give access logs, metrics over time or load-test results"),
    ),
    "measured_too_few_days": (
        N_("the {result} is withheld: {days} full days were seen"),
        N_("give at least {needed}"),
    ),
    "measured_weekdays_unbalanced": (
        N_("the mean day rests on {days} days, fewer than two whole weeks"),
        N_("its weekdays are not balanced: measure for longer"),
    ),
    "measured_kind_unfit": (
        N_("service '{id}' is of kind {kind}, which a log does not tell"),
        N_("name an open, closed, partly open or machine service"),
    ),
    "measured_no_model_visits": (
        N_("the scenario has no visits to service '{id}' in the days of the log"),
        N_("check its transactions and the period; visits per transaction stay as they are"),
    ),
    "measured_visits_scaled": (
        N_(
            "service '{id}': {measured} visits a day were measured where the scenario has "
            "{modelled}; visits per transaction are scaled to fit"
        ),
        "",
    ),
    "measured_class_unknown": (
        N_("requests of class '{id}' do not visit tier '{tier}' in the scenario"),
        N_("their measured demand is told but not written; check the class, or the path"),
    ),
    "measured_demands_joint": (
        N_("at tier '{tier}' the demands of {classes} cannot be told apart"),
        N_("only their joint demand is told; nothing is written for them"),
    ),
    "fit_exists": (
        N_("{given} is there already"),
        N_("choose another name; --replace writes over a fragment, never over anything else"),
    ),
    "fit_input_unit": (
        N_("'{estimate}' is measured in {unit}, the input {input} is in {expected}"),
        N_("choose an estimate of the same kind"),
    ),
    "measured_demands_unexplained": (
        N_("demands at tier '{tier}' are withheld: requests explain {share} of its utilisation"),
        N_("check that both are of the same system and time"),
    ),
    "measured_demands_off": (
        N_("demands at tier '{tier}' are withheld: {share} of the windows lie off the law"),
        N_("give the utilisation with more digits, or finer"),
    ),
    "measured_demand_zero": (
        N_("at tier '{tier}' the demand of {classes} was lost among the others: it is not 0"),
        N_("measure where these requests are a larger part of the load"),
    ),
    "measured_visits_merged": (
        N_("visits cannot be told apart: {pages} pages a visit mean that people share addresses"),
        N_("log the forwarded address; the profile is that of requests"),
    ),
    "measured_pages_fast": (
        N_("half of the pages follow within {seconds} s: calls of scripts count as pages"),
        N_("say what a page is with --page"),
    ),
    "measured_rate_taken": (
        N_("'{name}' is a number of events a second by its name, and is taken for the load"),
        N_("rename the column if it is not"),
    ),
    "measured_5min_noise": (
        N_("peaks of five minutes are withheld: {n} arrivals in them scatter by chance alone"),
        N_("measure where at least {least} come in five busy minutes"),
    ),
    "measured_staff_share": (
        N_("{seen} people at work in the busy hour are set against all {all} of the population"),
        N_("if the log is of a part of them, set the population to that part"),
    ),
    "measured_other_included": (
        N_("requests of no class come and go with {classes}: their work is part of these demands"),
        "",
    ),
    "measured_profile_incomplete": (
        N_("no profile is written: {parts} could not be measured"),
        N_("measure for longer, or name --scenario and --service to keep theirs"),
    ),
    "measured_profile_nothing": (
        N_("neither hours nor weekdays could be measured"),
        N_("measure for longer"),
    ),
    "measured_profile_kept": (
        N_("the profile keeps these of the scenario, as they could not be measured: {parts}"),
        "",
    ),
    "measured_series_unknown": (
        N_("no series of counts is called '{series}'; there are {names}"),
        N_("correct --series"),
    ),
    "measured_series_several": (
        N_("several series could be the load: {names}"),
        N_("name one with --series, or add them with --together"),
    ),
    "measured_not_summed": (
        N_("these series cannot be added, their steps differ or never fall together: {names}"),
        N_("export them with the same step"),
    ),
    "measured_sum_shorter": (
        N_("the sum covers {steps} steps, the longest series {longest}"),
        N_("export all of them for the same time"),
    ),
    "measured_series_unclear": (
        N_("{path}: which series is meant is not clear ('{series}'); it has {names}"),
        N_("write FILE#SERIES"),
    ),
    "backtest_nothing_left": (
        N_("series '{series}' has {length} steps; to learn from and hold out takes {wanted}"),
        N_("lower --train or --test"),
    ),
}
