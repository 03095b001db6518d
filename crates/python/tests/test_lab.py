"""Games with the people of the laboratory, and strategies at their table."""

from __future__ import annotations

import pytest

import tillit


def test_a_game_gives_the_curves_of_the_command_line() -> None:
    played = tillit.play("public-goods", sessions=5, seed=3)
    assert played.decisions is None and played.x == "period"
    given = [row for row in played.curves.rows() if row["curve"] == "given"]
    assert [row["x"] for row in given] == list(range(1, 11))
    assert all(row["low"] <= row["y"] <= row["high"] for row in given)
    again = tillit.play("public-goods", sessions=5, seed=3)
    assert again.curves.rows() == played.curves.rows()
    assert tillit.play("public-goods", sessions=5, seed=4).curves.rows() != played.curves.rows()


def test_names_and_rules_are_checked() -> None:
    with pytest.raises(tillit.RequestError, match="did you mean `public-goods`"):
        tillit.play("public-good")
    with pytest.raises(tillit.RequestError, match="did you mean `sessions`"):
        tillit.play("public-goods", sesions=3)
    with pytest.raises(tillit.RequestError, match="allowed: whole numbers from 1"):
        tillit.play("public-goods", sessions=0.5)
    with pytest.raises(tillit.RequestError, match="no strategy can be played in weak-link"):
        tillit.play("weak-link", strategy=lambda turn: 1.0)
    with pytest.raises(tillit.RequestError, match="does not punish"):
        tillit.play("public-goods", strategy=lambda turn: 1.0, punishment_from=1)
    rules = tillit.games()
    assert {"public-goods", "dilemma"} <= set(rules["game"])


def test_a_strategy_gives_what_it_will_and_sees_what_it_is_told() -> None:
    turns: list[tillit.GiftTurn] = []

    def copies(turn: tillit.GiftTurn) -> float:
        turns.append(turn)
        return turn.others[-1] if turn.others else turn.endowment

    played = tillit.play("public-goods", strategy=copies, sessions=2, groups=2, partners=1)
    assert [turn.period for turn in turns[:10]] == list(range(1, 11))
    assert {turn.session for turn in turns} == {1, 2} and turns[0].endowment == 20.0
    assert turns[9].own[1] == pytest.approx(round(turns[9].others[0]))
    assert played.decisions is not None
    rows = played.decisions.rows()
    assert len(rows) == 2 * 10 * 8
    own = [row["given"] for row in rows if row["strategy"] and row["session"] == 1]
    assert own[0] == 20.0 and own[:9] == turns[9].own
    # A token given brings 0.4 to each of four.
    for row in rows:
        assert row["earned"] == pytest.approx(20 - row["given"] + 0.4 * (row["given"] + 3 * row["others"]))
    blind = []
    tillit.play(
        "public-goods",
        strategy=lambda turn: blind.append(turn.others) or 5.0,  # type: ignore[func-returns-value]
        sessions=1,
        information=0,
    )
    assert blind == [[]] * 10


def test_others_begin_the_same_whoever_sits_there() -> None:
    def first_gifts(strategy: object) -> list[float]:
        played = tillit.play("public-goods", strategy=strategy, decisions=True, sessions=3)  # type: ignore[arg-type]
        assert played.decisions is not None
        return [r["given"] for r in played.decisions.rows() if r["period"] == 1 and r["seat"] > 1]

    alone = first_gifts(None)
    assert first_gifts(lambda turn: 0.0) == alone == first_gifts(lambda turn: 20.0)


@pytest.mark.parametrize("answer", [-1.0, 21.0, float("nan"), "much", None])
def test_an_odd_gift_is_told(answer: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        tillit.play("public-goods", strategy=lambda turn: answer, sessions=1)  # type: ignore[arg-type, return-value]


def test_an_exception_of_a_strategy_comes_through() -> None:
    def breaks(turn: tillit.GiftTurn) -> float:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        tillit.play("public-goods", strategy=breaks, sessions=3)
    with pytest.raises(TypeError, match="a strategy is a function"):
        tillit.play("dilemma", strategy=3)  # type: ignore[arg-type]


def test_people_in_a_dilemma_stop_when_they_were_refused() -> None:
    def refuses_in_the_third_round(turn: tillit.ChoiceTurn) -> bool:
        assert len(turn.own) == len(turn.other) == turn.round - 1
        return turn.round < 3

    played = tillit.play(
        "dilemma", strategy=refuses_in_the_third_round, sessions=4, matches=20, continuation=0.9, reward=48
    )
    assert played.decisions is not None
    rows = [row for row in played.decisions.rows() if row["strategy"]]
    later = [row for row in rows if row["round"] > 3]
    assert later and not any(row["partner_cooperates"] for row in later)
    assert any(row["partner_cooperates"] for row in rows if row["round"] == 3)
    assert {(r["cooperates"], r["partner_cooperates"]): r["earned"] for r in rows}[False, False] == 25.0
    assert "the strategy" in played.conclusion


def test_persons_decide_by_their_own_random_numbers() -> None:
    game = tillit.Dilemma(reward=48, continuation=0.75)
    assert game.payoffs == [[48.0, 12.0], [50.0, 25.0]]
    assert game.critical_mass == pytest.approx(13 / (48 * 4 - 50 - 75 + 13))
    people = tillit.People()
    one, other = people.person(5), people.person(5)
    assert (one.kind, one.belief, one.traits) == (other.kind, other.belief, other.traits)
    assert [one.is_willing(game) for _ in range(50)] == [other.is_willing(game) for _ in range(50)]
    before = one.belief
    for _ in range(20):
        one.learns(game, True, False)
    assert one.belief < before or before == 0.0
    with pytest.raises(tillit.RequestError, match="did you mean `reward`"):
        tillit.Dilemma(rewrad=3)
    scenario = tillit.Scenario(
        staff={"types": {
            "self_interested.share": 1, "conditional_cooperator.share": 0, "intrinsic.share": 0
        }}
    )
    assert {tillit.People(scenario).person(n).kind for n in range(20)} == {"self_interested"}
