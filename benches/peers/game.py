"""The linear public goods game with beliefs in Mesa, NumPy and Numba.

Usage: python game.py PROGRAM AGENTS
Prints: version, agent-steps per second (median of three), mean contribution in periods 1, 10, 100.
People and equations are those of tillit's PublicGoods; the draws are each program's own. People are
drawn before the clock starts.
"""

import sys
import time

import numpy as np

SIZE, PERIODS, NOISE, MEMORY, IMITATION = 20, 100, 0.05, 0.569, 0.415


def truncated(rng, mean, sd, low, high, n):
    """Normals between two limits, drawn again where they lie outside."""
    values = rng.normal(mean, sd, n)
    while (outside := (values < low) | (values > high)).any():
        values[outside] = rng.normal(mean, sd, outside.sum())
    return values


def people(rng, n):
    """Intercepts, slopes and first beliefs."""
    return (
        rng.normal(-0.012, 0.05, n),
        truncated(rng, 0.769, 0.2, 0.0, 1.5, n),
        truncated(rng, 0.49, 0.24, 0.0, 1.0, n),
    )


def play_mesa(rng, traits):
    import mesa

    class Player(mesa.Agent):
        def __init__(self, model, intercept, slope, belief):
            super().__init__(model)
            self.intercept, self.slope, self.belief = intercept, slope, belief
            self.given = 0.0

        def contribute(self):
            wanted = self.intercept + self.slope * self.belief
            wanted += NOISE * self.model.random.gauss(0.0, 1.0)
            self.given = min(max(wanted, 0.0), 1.0)

        def learn(self):
            others = (self.group.pot - self.given) / (SIZE - 1)
            self.belief = MEMORY * self.belief + IMITATION * others

    class Group:
        def __init__(self, members):
            self.members, self.pot = members, 0.0
            for member in members:
                member.group = self

    class Game(mesa.Model):
        def __init__(self):
            super().__init__(rng=int(rng.integers(2**31)))
            players = [Player(self, *(float(t) for t in row)) for row in zip(*traits)]
            self.groups = [Group(players[i : i + SIZE]) for i in range(0, len(players), SIZE)]

        def step(self):
            self.agents.do("contribute")
            for group in self.groups:
                group.pot = sum(member.given for member in group.members)
            self.agents.do("learn")

    game = Game()
    start, means = time.perf_counter(), []
    for _ in range(PERIODS):
        game.step()
        means.append(sum(group.pot for group in game.groups) / len(traits[0]))
    return time.perf_counter() - start, means


def play_numpy(rng, traits):
    intercept, slope, belief = (t.reshape(-1, SIZE) for t in traits)
    start, means = time.perf_counter(), []
    for _ in range(PERIODS):
        given = intercept + slope * belief + NOISE * rng.standard_normal(belief.shape)
        given = np.clip(given, 0.0, 1.0)
        others = (given.sum(axis=1, keepdims=True) - given) / (SIZE - 1)
        belief = MEMORY * belief + IMITATION * others
        means.append(given.mean())
    return time.perf_counter() - start, means


def play_numba(rng, traits):
    import numba

    @numba.njit
    def play(rng, intercept, slope, belief, periods):
        n = len(belief)
        given, means = np.empty(n), np.zeros(periods)
        for period in range(periods):
            for first in range(0, n, SIZE):
                pot = 0.0
                for i in range(first, first + SIZE):
                    wanted = intercept[i] + slope[i] * belief[i] + NOISE * rng.standard_normal()
                    given[i] = min(max(wanted, 0.0), 1.0)
                    pot += given[i]
                for i in range(first, first + SIZE):
                    others = (pot - given[i]) / (SIZE - 1)
                    belief[i] = MEMORY * belief[i] + IMITATION * others
                means[period] += pot / n
        return means

    play(rng, *(t[:SIZE].copy() for t in traits), 1)  # compiles
    start = time.perf_counter()
    means = play(rng, *(t.copy() for t in traits), PERIODS)
    return time.perf_counter() - start, list(means)


def main():
    program, agents = sys.argv[1], int(sys.argv[2])
    play = {"mesa": play_mesa, "numpy": play_numpy, "numba": play_numba}[program]
    rng = np.random.default_rng(1)
    runs = [play(rng, people(rng, agents)) for _ in range(3)]
    seconds = sorted(run[0] for run in runs)[1]
    means = runs[0][1]
    version = __import__(program).__version__
    speed = agents * PERIODS / seconds
    print(version, f"{speed:.4g}", *(f"{means[period - 1]:.5f}" for period in (1, 10, 100)), sep=",")


main()
