"""The `markSet` step, which prosemirror-transform has had since 1.12.3 and the Python port lacks.

The browser sends one when someone undoes a mark over text where the mark was only partly new.
Importing this module registers the step with the port.
"""

from typing import Any, Final

from prosemirror.model import Node, Schema
from prosemirror.transform import Step, StepResult
from prosemirror.transform.step import step_json_id

KIND: Final = "markSet"
_MARK_STEPS: Final = ("addMark", "removeMark")


class MarkSetStep(Step):
    """Several steps that add and remove marks, as one. It moves no position."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__()
        self.steps = steps

    def apply(self, doc: Node) -> StepResult:
        """The document after all of them; the first failure is the whole step's."""
        result = StepResult.ok(doc)
        for step in self.steps:
            if result.doc is None:
                return result
            result = step.apply(result.doc)
        return result

    def invert(self, doc: Node) -> Step:
        """Refused: the browser does the undoing, and inverts marks more finely than the port."""
        raise NotImplementedError("the browser inverts mark steps")

    def map(self, mapping: Any) -> Step | None:
        """Refused: the browser moves its own steps, the server never does."""
        raise NotImplementedError("the browser maps mark steps")

    def to_json(self) -> dict[str, Any]:
        """The step as the JavaScript library writes it."""
        return {"stepType": KIND, "steps": [step.to_json() for step in self.steps]}

    @staticmethod
    def from_json(schema: Schema[Any, Any], json_data: Any) -> "MarkSetStep":
        """The step that JSON describes. Raises ValueError when it holds anything but mark steps."""
        steps = json_data.get("steps")
        if not isinstance(steps, list) or any(
            not isinstance(step, dict) or step.get("stepType") not in _MARK_STEPS for step in steps
        ):
            raise ValueError("Invalid JSON for MarkSetStep")
        return MarkSetStep([Step.from_json(schema, step) for step in steps])


step_json_id(KIND, MarkSetStep)
