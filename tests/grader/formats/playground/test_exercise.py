from grader.formats.playground.exercise import violations
from grader.playground import findings, parse_state, train


def test_fields_of_the_form(lab):
    state, side, why = lab.content.fields
    assert (state.kind, side.kind, why.kind) == ("state", "choice", "text")
    assert state.facts == {"fixed": "dataset points", "epochs": "20"}
    assert side.options == (("yes", "Yes"), ("no", "No")) and why.stored_only


def test_what_a_state_has_otherwise_than_the_lab_allows(lab):
    asked = lab.content.states[0]
    assert violations(asked, parse_state(asked.start)) == []
    other = parse_state("dataset=xor&points=100&networkShape=1,1,1")
    assert violations(asked, other) == [("dataset", "xor", "gauss"), ("layers", "3", "<= 2")]


def test_a_goal_is_reached_in_the_same_runs_as_what_stands_beside_it(lab):
    loss, few = lab.content.goals
    state = parse_state("dataset=gauss&points=100")
    found = findings(train(state, 20))
    assert loss.is_reached(state, found) and few.is_reached(state, found)
    bad = findings(train(parse_state("dataset=gauss&points=100&learningRate=0.00001"), 1))
    assert not few.is_reached(state, bad)


def test_a_known_wrong_state_fits_all_of_its_conditions(lab):
    (known,) = lab.content.known
    slow = parse_state("dataset=gauss&points=100&learningRate=0.00001")
    assert known.fits(slow, findings(train(slow, 20)))
    quick = parse_state("dataset=gauss&points=100")
    assert not known.fits(quick, findings(train(quick, 20)))
