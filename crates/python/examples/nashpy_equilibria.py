"""Nashpy finds the equilibria of the games that the people play: what theory says beside what they do."""

import nashpy
import numpy as np

import tillit


def equilibria(game: tillit.Dilemma) -> list[tuple[float, float]]:
    """The equilibria of one round: with which chance each of both co-operates."""
    own = np.array(game.payoffs)
    found = nashpy.Game(own, own.T).support_enumeration()
    return sorted((float(first[0]), float(second[0])) for first, second in found)


def main() -> dict[str, list[tuple[float, float]]]:
    return {
        "prisoner's dilemma": equilibria(tillit.Dilemma()),
        "stag hunt": equilibria(tillit.Dilemma(temptation=30)),
    }


if __name__ == "__main__":
    for name, found in main().items():
        print(name, found)
    played = tillit.play("stag-hunt", sessions=50)
    print(played.conclusion)
