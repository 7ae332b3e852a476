"""Where an event is told: the clause of its trigger, with the phrases on both sides."""

from kg.pipeline.events.arguments import filler_kinds
from kg.pipeline.events.grammar import Group, Phrases, Token, grammar


class Site:
    """Where an event is told: its clause's tokens, the trigger's index, the phrases before and behind it.

    `embedded`: the trigger stands in the object of another (查处超载137起), to which the amounts belong.
    """

    def __init__(
        self, text: str, tokens: list[Token], position: int, left: Phrases, right: list[Group], embedded: bool
    ):
        self.text = text
        self.tokens = tokens
        self.position = position
        self.left = left
        self.right = [g for g in right if g.tokens[0].kind != "prep"]
        if self.right and self._nominal():
            self.right = self.right[1:]
        self.towards = [g for g in right if g.tokens[0].kind == "prep"]
        if tokens[position].text.endswith(grammar().goal_verbs):
            self.right = [g for g in self.right if "goal" not in filler_kinds(text, [g])]
        self.embedded = embedded

    def _nominal(self) -> bool:
        """Whether the trigger and the noun right behind it make one noun (搜救工作, 进行抽样检测)."""
        first, trigger = self.right[0].tokens[0], self.tokens[self.position]
        if first.start != trigger.end or first.kind != "noun" or any(t.kind == "amount" for t in self.right[0].tokens):
            return False
        carried = bool(self.left.verbs) and self.left.verbs[-1].text in grammar().nominalising
        return first.text in grammar().abstract or (carried and len(self.right[0].tokens) == 1)

    @property
    def objects(self) -> list[Group]:
        """What stands behind the trigger and what 将 or 把 brings before it."""
        return [*self.right, *self.left.groups("ba")]
