"""An audit: over which part of what is not known does a claim hold? `marimo edit audit_a_claim.py` opens it."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import marimo as mo

    import tillit

    return mo, tillit


@app.cell
def _(mo):
    mo.md(
        """
        # Audit a claim

        "Schools that are led by trust get more out than schools that are controlled." A simulation with one set
        of numbers says yes or no. Most of these numbers nobody has measured. An audit asks: **in which share
        of all that is plausible does the claim hold?** Write down what you expect before you run it.
        """
    )
    return


@app.cell
def _(tillit):
    scenario = tillit.Scenario(
        title="Small schools",
        organisation={"units": 8, "staff": 10, "measurability": 0.3},
        run={"periods": 36, "replicates": 5},
        treatments={"control": {"regime": "control"}, "trust": {"regime": "trust"}},
    )
    study = tillit.Study(scenario)
    results = study.run()
    difference = results.difference("trust", "control", "true_output")
    return difference, results, study


@app.cell
def _(difference, mo):
    mo.md(f"""
    With the numbers as they are, trust is ahead by {difference}. The interval tells how sure that is **if the
    numbers are right**; it says nothing about other numbers.
    """)
    return


@app.cell
def _(study):
    # Small, so that it ends at once: quick=True without `points` takes about a minute, a full audit half an hour.
    audit = study.audit(
        "true_output: trust > control", smallest=0.02, points=60, replicates=2, ablation=False
    )
    return (audit,)


@app.cell
def _(audit, mo):
    mo.md(audit.summary)
    return


@app.cell
def _(audit, mo):
    mo.accordion({name: mo.Html(table._repr_html_()) for name, table in audit.tables.items()})
    return


@app.cell
def _(mo):
    mo.md(
        """
        **To discuss.** Does the claim hold where *your* organisation stands? Which number would you measure
        first? What would you have to see to give the claim up?
        """
    )
    return


if __name__ == "__main__":
    app.run()
