"""Axelrod-Python: its strategies play tillit's dilemma against the people, and the people enter its
tournaments."""

from collections.abc import Callable

import axelrod as axl

import tillit


def at_the_table(player: axl.Player) -> Callable[[tillit.ChoiceTurn], bool]:
    """A strategy of Axelrod as one that plays with the people: it is asked in each round, and begins anew in
    each match."""
    other = axl.MockPlayer()

    def choose(turn: tillit.ChoiceTurn) -> bool:
        if turn.round == 1:
            player.reset()
            other.reset()
        else:
            own, seen = (axl.Action.C if c else axl.Action.D for c in (turn.own[-1], turn.other[-1]))
            player.update_history(own, seen)
            other.update_history(seen, own)
        return player.strategy(other) == axl.Action.C

    return choose


class TillitPerson(axl.Player):
    """A person of the laboratory as a player of Axelrod: each match is with another person, who begins by its
    drive and goes on as long as the other does."""

    name = "Person of tillit"
    classifier = {
        "memory_depth": float("inf"),
        "stochastic": True,
        "long_run_time": False,
        "inspects_source": False,
        "manipulates_source": False,
        "manipulates_state": False,
    }
    people = tillit.People()
    # The payoffs of Axelrod's game, and a future about as long as its matches.
    game = tillit.Dilemma(reward=3, temptation=5, sucker=0, punishment=1, continuation=0.99)

    def strategy(self, opponent: axl.Player) -> axl.Action:
        if not self.history:
            person = self.people.person(self._random.random_seed_int())
            self.goes_on = person.is_willing(self.game)
        elif opponent.history[-1] == axl.Action.D:
            self.goes_on = False
        return axl.Action.C if self.goes_on else axl.Action.D


def against_people(players: list[axl.Player], **rules: float) -> dict[str, float]:
    """What each strategy earns in a round among the people."""
    earned = {}
    for player in players:
        played = tillit.play("dilemma", strategy=at_the_table(player), **rules)
        assert played.decisions is not None
        own = [row["earned"] for row in played.decisions.rows() if row["strategy"]]
        earned[player.name] = sum(own) / len(own)
    return earned


def tournament(turns: int = 50, repetitions: int = 3) -> list[str]:
    """The names of a tournament's players, the best one first."""
    players = [TillitPerson(), axl.TitForTat(), axl.Defector(), axl.Cooperator(), axl.Grudger()]
    match = axl.Tournament(players, turns=turns, repetitions=repetitions, seed=1)
    return list(match.play(progress_bar=False).ranked_names)


if __name__ == "__main__":
    for name, points in against_people([axl.TitForTat(), axl.Defector(), axl.Cooperator()]).items():
        print(f"{name:12} earns {points:.1f} in a round among the people")
    print(" > ".join(tournament()))
