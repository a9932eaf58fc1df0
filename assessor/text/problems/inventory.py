"""Words of the problems and findings of an inventory of what is installed."""

from assessor.text.language import N_

# what stands in a file
_FILES: dict[str, tuple[str, str]] = {
    "inventory_format": (
        N_("an inventory cannot be in this format"),
        N_("end the name with one of: {formats}"),
    ),
    "inventory_too_large": (
        N_("the workbook unpacks to {size_mib} MiB in {n} parts, more than {limit_mib} MiB allow"),
        N_("export only the sheets that list machines and hosts, or save those as CSV"),
    ),
    "inventory_json": (
        N_("this is no JSON that can be read ({reason})"),
        N_("export it again: openstack server list --long -f json"),
    ),
    "inventory_json_shape": (
        N_("the file holds no list of objects"),
        N_("give the list that the OpenStack client writes with -f json"),
    ),
    "inventory_no_machines": (
        N_("no table of machines was found in this file"),
        N_("give the columns headings such as VM, vCPU, RAM (GB), or name them with --map"),
    ),
    "inventory_exists": (
        N_("this file exists and is not written over"),
        N_("choose another name, or add --replace"),
    ),
}
# what a heading or a cell says
_CELLS: dict[str, tuple[str, str]] = {
    "inventory_column_twice": (
        N_("'{first}' and '{second}' may both be the column '{field}'"),
        N_("name the right one in the mapping: columns: {{{field}: …}}"),
    ),
    "inventory_column_missing": (
        N_("the table has no column for: {field}"),
        N_("add it with its heading, or name its heading in the mapping under 'columns'"),
    ),
    "inventory_heading_unknown": (
        N_("no table has a column '{heading}'"),
        N_("write the heading as the file has it{hint}"),
    ),
    "inventory_unit_missing": (
        N_("neither the heading '{heading}' nor '{value}' says in which unit it is"),
        N_("add one of {units} to the heading, or give 'unit' in the mapping"),
    ),
    "inventory_share_unclear": (
        N_("under '{heading}' no number exceeds {most}: per cent or fractions?"),
        N_("give the unit in the mapping: 'fraction' or '%'"),
    ),
    "inventory_more_cells": (
        N_("the column '{heading}' has {n} more cells that are wrong in the same way"),
        N_("mend the column as a whole"),
    ),
    "inventory_cell_missing": (
        N_("the machine '{name}' is running and this is missing: {field}"),
        N_("fill the cell in, or say in another column that the machine is off"),
    ),
    "inventory_row_without_name": (
        N_("this row has sizes but no name of a machine"),
        N_("give the machine a name, or clear the row"),
    ),
    "inventory_total_row": (
        N_("this row is taken for a total and not counted"),
        N_("nothing, where that is what it is"),
    ),
    "inventory_row_passed": (
        N_("this row names no machine and was passed over"),
        N_("nothing, where it is a heading between the rows; its words hold for no row below"),
    ),
    "inventory_rows_unmatched": (
        N_("rows about machines that the list of machines does not have, or has twice: {n}"),
        N_("export all tabs at the same moment, with unique ids"),
    ),
    "inventory_not_a_count": (
        N_("'{value}' is no whole number up to {most}"),
        N_("write how many there are"),
    ),
    "inventory_not_a_level": (
        N_("'{value}' is no security level"),
        N_("write 1 to 5"),
    ),
    "inventory_not_an_environment": (
        N_("'{value}' is no environment that is known here"),
        N_("use one of: {expected}"),
    ),
    "inventory_not_a_role": (
        N_("'{value}' is no role of a tier"),
        N_("use one of: {expected}"),
    ),
    "inventory_not_a_power_state": (
        N_("'{value}' does not say whether the machine is running"),
        N_("use one of: {expected}; or name another column for 'power' in the mapping"),
    ),
    "inventory_not_yes_or_no": (N_("'{value}' is neither yes nor no"), N_("write yes or no")),
    "inventory_flavor_unknown": (
        N_("nothing says how large the flavour '{flavor}' is (servers that have it: {n})"),
        N_("give its list too: openstack flavor list --all -f json"),
    ),
}
# where a machine belongs
_PLACES: dict[str, tuple[str, str]] = {
    "inventory_site_unknown": (
        N_("nothing says at which site {datacenter}, {cluster} is (machines and hosts: {n})"),
        N_("say it in the mapping: sites: {{<site>: {{cluster: …}}}}"),
    ),
    "inventory_two_sites": (
        N_("the rules of several sites match the same machines or hosts ({n}): {ids}"),
        N_("make the rules of the mapping exclude each other"),
    ),
    "inventory_tier_unknown": (
        N_("the scenario has no tier '{id}' (machines that name it: {n})"),
        N_("write the id of a tier, or name no column for 'tier'"),
    ),
    "inventory_two_tiers": (
        N_("several tiers match the same machines ({n}): {id}"),
        N_("make the rules of the mapping exclude each other"),
    ),
    "inventory_tier_without_servers": (
        N_("the tier '{id}' has no servers of its own (machines that match it: {n})"),
        N_("name a tier of the city that has a shape"),
    ),
    "inventory_two_systems": (
        N_("several systems of the mapping match the same machines ({n}): {id}"),
        N_("make the rules of the mapping exclude each other"),
    ),
    "inventory_rule_idle": (
        N_("no machine matches the rule of '{id}'"),
        N_("compare its patterns with the names in the inventory"),
    ),
    "inventory_tiers_without_scenario": (
        N_("without --scenario there are no tiers: everything becomes background"),
        N_("add --scenario PROJECT"),
    ),
    "inventory_utilisation_unknown": (
        N_("nothing says how much of their vCPUs these systems use ({n}): {ids}"),
        N_("measure it, give a column 'CPU use (%)', or assume it with --utilisation 0.1:0.25:0.5"),
    ),
}
# what somebody should look at
_FINDINGS: dict[str, tuple[str, str]] = {
    "support_ended": (
        N_("support for '{id}' ended on {on}, before the scenario's date {as_of}"),
        N_("plan its replacement, or write the day that was agreed with the maker"),
    ),
    "inventory_support_ended": (
        N_("support has ended by {as_of} for machines of '{id}' ({n}, the first on {on}): {names}"),
        N_("plan their replacement"),
    ),
    "inventory_powered_off": (
        N_("machines switched off: {n}, with {disks_gib} GiB of disk: {names}"),
        N_("only their disks are counted; remove those that nobody needs"),
    ),
    "inventory_same_machine": (
        N_("machines that stand in the files a second time, counted once: {n}: {names}"),
        N_("nothing, where the exports overlap"),
    ),
    "inventory_name_twice": (
        N_("names that belong to several machines: {n}: {names}"),
        N_("each is counted; where they are one machine, keep one row"),
    ),
    "inventory_no_memory": (
        N_("machines with 0 GiB of memory: {n}: {names}"),
        N_("correct the inventory: they are counted without memory"),
    ),
    "inventory_no_vcpu": (
        N_("machines without any vCPU: {n}: {names}"),
        N_("correct the inventory: they are counted without one"),
    ),
    "inventory_pair_one_host": (
        N_("the pair {names} stands on one host, '{host}'"),
        N_("keep its machines on different hosts (anti-affinity)"),
    ),
    "inventory_pair_alone": (
        N_("{names} has no running partner ('{pair}')"),
        N_("start the partner, or correct the column"),
    ),
    "inventory_single": (
        N_("the production system '{id}' stands on one machine alone: {names}"),
        N_("give it a second one on another host, or accept its outages in writing"),
    ),
    "inventory_no_environment": (
        N_("no column says what machines are for: all count as production"),
        N_("name a column for 'environment', so that test machines are told apart"),
    ),
    "inventory_owners_differ": (
        N_("machines of '{id}' name several owners: {owners}"),
        N_("settle who answers for the system; all are written down"),
    ),
    "inventory_levels_differ": (
        N_("machines of '{id}' name several security levels ({levels}); {level} is written down"),
        N_("write the level of the system as it was approved"),
    ),
    "inventory_spellings": (
        N_("the system '{id}' is spelled in several ways: {spellings}"),
        N_("they are taken for one; use one spelling"),
    ),
    "inventory_without_system": (
        N_("machines that name no system: {n}: {names}"),
        N_("fill the column in; for merged cells write 'carry_down: [system]' in the mapping"),
    ),
    "inventory_disk_unknown": (
        N_("nothing says how large the disks of these machines are, {n} of {of}: {names}"),
        N_("their storage is not counted; add the column, or the list of volumes"),
    ),
    "inventory_not_in_tier": (
        N_("machines of tier '{tier}' that are not in production or stand elsewhere: {n}: {names}"),
        N_("nothing: they count as background"),
    ),
    "inventory_shape_differs": (
        N_("tier '{tier}' has servers of {wanted} ({shape}), the inventory has {found}"),
        N_("choose the shape that stands, or correct the rule of the tier"),
    ),
    "inventory_tiers_empty": (
        N_("no machine belongs to these tiers, whose servers stay as the scenario says: {ids}"),
        N_("say which machines are theirs in the mapping: tiers: {{<tier>: {{name: …}}}}"),
    ),
    "inventory_names_like_tier": (
        N_("machines named like tier '{tier}' that count as background: {n}: {names}"),
        N_(
            'if they are its servers, write in the mapping: tiers: {{{tier}: {{name: "{tier}-*"}}}}'
        ),
    ),
    "inventory_role_like_tier": (
        N_("machines with the role of tier '{tier}' that count as background: {n}: {names}"),
        N_(
            "if they are its servers, write in the mapping: "
            "tiers: {{{tier}: {{role: {role}, system: …}}}}"
        ),
    ),
    "inventory_background_replaced": (
        N_(
            "this background of the scenario is taken out, for its machines are counted here: {ids}"
        ),
        N_("to let it stand, name it under 'keep' in the mapping"),
    ),
    "inventory_overcommitted": (
        N_("host '{host}' carries {ratio} vCPUs per core, more than the {limit} of tier '{tier}'"),
        N_("move machines to other hosts, or raise overcommit_at_most knowingly"),
    ),
    "inventory_memory_overcommitted": (
        N_("host '{host}' has {has} GiB of memory and has promised {given} GiB"),
        N_("move machines to other hosts"),
    ),
    "inventory_host_unknown": (
        N_("machines on hosts that the list of hosts does not have: {n}: {names}"),
        N_("export the hosts of every cluster"),
    ),
    "inventory_no_host_list": (
        N_("there is no list of hosts (machines name {n}): hosts_installed stays as it is"),
        N_("add vHost of RVTools, openstack hypervisor list --long, or a sheet of hosts"),
    ),
    "inventory_host_differs": (
        N_("at site '{site}' the scenario has hosts of {wanted} ({kind}), here {n} have {found}"),
        N_("describe the hosts that stand under platform.hosts: {names}"),
    ),
}
MESSAGES: dict[str, tuple[str, str]] = {**_FILES, **_CELLS, **_PLACES, **_FINDINGS}
