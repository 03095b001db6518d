"""The social trap: a lesson of one hour. `marimo edit social_trap.py` opens it, `python social_trap.py` runs it."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import marimo as mo
    import polars as pl

    import tillit

    return mo, pl, tillit


@app.cell
def _(mo):
    mo.md(
        """
        # The social trap

        Everybody would gain if everybody gave. Yet if you expect others to keep what they have, giving is
        foolish, and so nobody gives. Where people end up depends on **what they expect of each other**, and
        what they expect depends on what they saw.

        **Predict before you go on:** four strangers each have 20 tokens. What is given to a common pot brings
        0.4 tokens to each of the four for each token. How much is given in the first of ten periods, and how
        much in the last?
        """
    )
    return


@app.cell
def _(pl, tillit):
    played = tillit.play("public-goods", sessions=100)
    given = played.curves.to_polars().filter(pl.col("curve") == "given")
    observed = played.curves.to_polars().filter(pl.col("source") == "observed")
    both = given.select(pl.col("x").alias("period"), pl.col("y").alias("simulated")).join(
        observed.select(pl.col("x").alias("period"), pl.col("y").alias("140 real people")), on="period"
    )
    both
    return both, given, played


@app.cell
def _(mo, played):
    mo.md(f"""
    {played.conclusion}

    ## You sit at the table

    Now a function sits in one of the four seats. One gives all that it has, one gives nothing, one gives what
    the others gave. **Predict:** which earns most? And which leaves the *others* richest?
    """)
    return


@app.cell
def _(pl, tillit):
    strategies = {
        "gives everything": lambda turn: turn.endowment,
        "gives nothing": lambda turn: 0.0,
        "gives as others do": lambda turn: turn.others[-1] if turn.others else turn.endowment / 2,
    }

    def earnings(strategy):
        decisions = tillit.play(
            "public-goods", strategy=strategy, sessions=60, groups=1, partners=1
        ).decisions.to_polars()
        earned = decisions.group_by("strategy").agg(pl.col("earned").mean())
        return dict(earned.iter_rows())

    found = {name: earnings(strategy) for name, strategy in strategies.items()}
    table = pl.DataFrame(
        {
            "strategy": list(found),
            "earns": [one[True] for one in found.values()],
            "others earn": [one[False] for one in found.values()],
        }
    )
    table
    return (table,)


@app.cell
def _(mo):
    mo.md(
        """
        Keeping all is best for oneself and worst for the others: that is the trap. Nobody has to be wicked
        for it; it is enough to expect little.

        ## The same people at work

        The staff of the organisations in tillit are these people. Where they begin with low expectations a
        unit stays low, where they begin with high ones it stays high, with the same rules and the same people.
        """
    )
    return


@app.cell
def _(pl, tillit):
    beliefs = [0.2, 0.4, 0.6, 0.8]
    base = tillit.Scenario(
        regime="trust",
        organisation={"units": 20, "staff": 12},
        run={"periods": 60, "replicates": 5},
    )

    def cooperation(belief):
        results = tillit.Study(base.with_({"start.belief": belief})).run()
        return results.mean("trust", "cooperation")

    by_belief = {belief: cooperation(belief) for belief in beliefs}
    staff = pl.DataFrame(
        {
            "expected at first": beliefs,
            "co-operation five years later": [one.mean for one in by_belief.values()],
            "from": [one.low for one in by_belief.values()],
            "to": [one.high for one in by_belief.values()],
        }
    )
    staff
    return (staff,)


@app.cell
def _(mo):
    mo.md(
        """
        **To discuss.** What could lift expectations where they are low: a leader who gives first, talk, being
        seen to be punished, time? `tillit.play("public-goods", leader_first=1)` and
        `tillit.games()` let you try. What does a principal do to expectations who checks everybody?
        """
    )
    return


if __name__ == "__main__":
    app.run()
