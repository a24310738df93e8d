"""What can go wrong when a plan is asked for? Each error names what is wrong and what to do."""


class PlanError(Exception):
    """A plan cannot be made of what was handed in."""


class TableMissing(PlanError):
    """A table of a run that the plan needs is not in the folder."""


class ListUnreadable(PlanError):
    """A decree list cannot be read as a whole; `code` is one of terms/codes/decree_faults.yaml."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class ScenarioFault(PlanError):
    """A scenario has an impossible part: `field` is where, `code` one of terms/codes/scenario_faults.yaml."""

    def __init__(self, code: str, field: str, detail: str = "") -> None:
        super().__init__(f"{field}: {code}" + (f" ({detail})" if detail else ""))
        self.code = code
        self.field = field
        self.detail = detail


class NotSolved(PlanError):
    """The solver found no plan within its limits; the message says how it ended."""
