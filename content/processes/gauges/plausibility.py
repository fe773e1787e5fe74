"""Plausibility rules for ten-minute tide gauge readings."""

# region rules
MAX_STEP_M = 0.35       # between two readings, ten minutes apart
MAX_RESIDUAL_M = 1.20   # reading minus model
STUCK_AFTER = 6         # identical readings in a row


def auto_flags(levels, model):
    """Return one reason, or None, for each reading."""
    flags = []
    for i, (level, expected) in enumerate(zip(levels, model)):
        recent = levels[max(0, i - STUCK_AFTER + 1): i + 1]
        if i and abs(level - levels[i - 1]) > MAX_STEP_M:
            flags.append("step")
        elif abs(level - expected) > MAX_RESIDUAL_M:
            flags.append("residual")
        elif len(recent) == STUCK_AFTER and len(set(recent)) == 1:
            flags.append("stuck")
        else:
            flags.append(None)
    return flags
# endregion rules


if __name__ == "__main__":
    print(auto_flags([1.0, 1.1, 1.9], [1.0, 1.1, 1.2]))
