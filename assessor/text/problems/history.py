"""Words of the problems that a chain of snapshots may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "snapshot_unreadable": (
        N_("the snapshot cannot be read: {why}"),
        N_("restore it from a copy; a snapshot is never edited"),
    ),
    "snapshot_number": (
        N_("the snapshot says it is number {found} but stands in place {expected}"),
        N_("restore the missing snapshots or take out the one that does not belong"),
    ),
    "snapshot_renamed": (
        N_("the file's name is not the time {at} that the snapshot holds"),
        N_("give the file its own name back"),
    ),
    "snapshot_first_missing": (
        N_("the first snapshot refers to one before it"),
        N_("restore the missing snapshots from a copy"),
    ),
    "snapshot_changed": (
        N_("the snapshot was changed after {after} was written"),
        N_("restore it from a copy; a snapshot is never edited"),
    ),
    "snapshot_head_missing": (
        N_("{count} snapshots stand here, but HEAD is missing"),
        N_("restore HEAD from a copy"),
    ),
    "snapshot_lost": (
        N_("HEAD counts {count} snapshots, {found} are here"),
        N_("restore the missing snapshots from a copy"),
    ),
    "snapshot_head_behind": (
        N_("HEAD counts {count} snapshots, {found} are here"),
        N_("take a snapshot to bring HEAD up to date, or take out the one that does not belong"),
    ),
}
