"""Who said what: the sentences that the count rests on, and the layers of them."""

import pytest

from headwater.statements.drafts import Draft
from headwater.statements.source_spans import split_source
from headwater.statements.words import cut_words
from tests.statements.articles import find_said, list_said


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        ("The mayor said the bridge was closed.", "the bridge was closed", "The mayor", "said"),
        ("“We never agreed to this,” Mayor Ute Sand told reporters.", "We never agreed", "Mayor Ute Sand", "told"),
        ("The dam was built in 1962, according to the Dam Agency.", "The dam was built", "the Dam Agency", "according to"),
        ("According to two engineers, the dam is cracked.", "the dam is cracked", "two engineers", "According to"),
        ("The mill will close in May, the Gazette reported on Sunday.", "The mill will close", "the Gazette", "reported"),
        ("“The dam is safe,” said its director, Lena Holt.", "The dam is safe", "its director, Lena Holt", "said"),
        ("Mill will stay open: mayor", "Mill will stay open", "mayor", ":"),
        ("Sand: Town will sue over mill closure", "Town will sue", "Sand", ":"),
        ("The crew is deeply worried that the ice is thin.", "the ice is thin", "The crew", "worried"),
        ("Opposition leader Petra Volk accused the government of lying.", "the government of lying", "Opposition leader Petra Volk", "accused"),
        ("The mayor was accused of lying by his deputy, Karl Voss.", "lying", "his deputy, Karl Voss", "accused"),
    ],
)  # fmt: skip
def test_read_stretch__finds_source_cue_and_content(text: str, content: str, source: str, cue: str) -> None:
    found = find_said(text, content)
    assert found["source"] == source
    assert cue in found["cue"]


def test_read_stretch__keeps_both_halves_of_a_split_quotation() -> None:
    text = "“We were never asked,” said Ute Sand, the mayor. “It is a mistake.”"
    found = find_said(text, "never asked")
    assert "mistake" in found["content"]
    assert found["kind"] == "direct"


def test_read_stretch__reads_two_cues_of_one_source() -> None:
    text = "A harbour official said that the crane was new, but stressed that it did not work."
    assert find_said(text, "the crane was new")["who"] == find_said(text, "it did not work")["who"]


def test_find_hearsay__puts_the_speaker_inside() -> None:
    text = "The town council is reportedly worried that the dam could burst."
    outer = find_said(text, "The town council")
    assert (outer["force"], outer["who"]["kind"], outer["hedge"]) == ("hearsay", "unstated", "reportedly")
    inner = [s for s in list_said(text) if s["force"] == "attitude"]
    assert [s["source"] for s in inner] == ["The town council"]
    assert inner[0]["outer_id"] == outer["statement_id"]


def test_find_hearsay__ends_with_its_clause() -> None:
    text = "While the mayor prefers talks, his office has reportedly not left the table, as it has vowed to find a way."
    found = next(s for s in list_said(text) if s["force"] == "hearsay")
    assert found["content"] == "his office has … not left the table"
    assert found["negated"]


def test_read_layer__finds_a_statement_inside_a_statement() -> None:
    text = "Port spokesman Tom Ray said that two engineers had told the board that the crane was broken."
    inner = find_said(text, "the crane was broken")
    assert inner["source"] == "two engineers"
    assert inner["inside"] is not None
    assert "two engineers" in inner["inside"]


@pytest.mark.parametrize("text", ["In March the ships held a drill, dubbed “Silver Gull,” off the coast.",
                                  "The island is by far the oldest ally of the kingdom."])  # fmt: skip
def test_mend_draft__takes_no_name_and_no_description_for_a_statement(text: str) -> None:
    assert {s["force"] for s in list_said(text)} <= {"assertion"}


@pytest.mark.parametrize(
    ("text", "content", "negated"),
    [
        ("Ute Sand denied that the dam was cracked.", "the dam was cracked", True),
        ("Ute Sand denied that the dam was not safe.", "the dam was not safe", False),
        ("An official said it did not include the port.", "it did not include", True),
        ("An official said it included the port.", "it included the port", False),
    ],
)
def test_judge_draft__tells_denial_and_negation(text: str, content: str, negated: bool) -> None:
    assert find_said(text, content)["negated"] is negated


@pytest.mark.parametrize(
    ("text", "content", "force"),
    [
        ("The union asked whether the mill would close.", "whether the mill would close", "question"),
        ("The council has requested clarification whether the offer is limited to ships.", "whether", "question"),
        ("Ute Sand hopes that the mill will stay.", "the mill will stay", "attitude"),
        ("Ute Sand said that the mill would stay.", "the mill would stay", "statement"),
    ],
)
def test_judge_force__tells_questions_and_attitudes(text: str, content: str, force: str) -> None:
    assert find_said(text, content)["force"] == force


def test_find_assertions__takes_what_nobody_is_said_to_say() -> None:
    text = "The mill closed in May, and the mayor said it would not open again. It had stood for ninety years."
    own = [s["content"] for s in list_said(text) if s["force"] == "assertion"]
    assert "The mill closed in May" in own
    assert "It had stood for ninety years" in own
    assert not any("not open again" in content for content in own)


def test_find_assertions__have_neither_source_nor_cue() -> None:
    own = [s for s in list_said("The mill closed in May. The mayor wept.") if s["force"] == "assertion"]
    assert own
    assert all((s["source"], s["cue"], s["hedge"], s["who"]["kind"]) == ("", "", "", "unstated") for s in own)


def test_find_own_voice__holds_what_somebody_plans() -> None:
    found = find_said("The company plans to close the mill.", "to close the mill")
    assert found["force"] == "attitude"
    assert found["inside"] == "The company plans to close the mill"


def test_find_loose_quotations__go_on_with_whoever_spoke_last() -> None:
    text = "“We never agreed to this,” said Ute Sand.\n\n“It is a mistake that will cost us dearly.”"
    assert find_said(text, "cost us dearly")["who"]["name"] == "Ute Sand"


def test_split_source__gives_the_verb_back_that_a_source_swallowed() -> None:
    words = cut_words("Two envoys, who saw the memo, say the cabinet has offered to pay.")
    draft = split_source(words, Draft(((58, 64),), ((0, 45),), ((46, 57),)))
    pieces = [words.text[slice(*spans[0])] for spans in (draft.source, draft.cue, draft.content)]
    assert pieces == ["Two envoys, who saw the memo", "say", "the cabinet has offered to pay"]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Snow has shut the tunnel at Ostry, and it will stay shut until the weekend, the tunnel authority said.", "Snow has shut the tunnel at Ostry, and it will stay shut until the weekend", "the tunnel authority"),
        ("A barge with nine sailors sank late on Monday, but all nine swam ashore, the coastguard said on Tuesday.", "A barge with nine sailors sank late on Monday, but all nine swam ashore", "the coastguard"),
        ("The Blue Heron, which sails to Ostry, will be in the yard until June, Ray said.", "The Blue Heron, which sails to Ostry, will be in the yard until June", "Ray"),
        ("The strike would begin at dawn and last a week, the driver said, asking not to be named.", "The strike would begin at dawn and last a week", "the driver"),
    ],
)  # fmt: skip
def test_find_closing__has_the_whole_sentence_for_content(text: str, content: str, source: str) -> None:
    said = [s for s in list_said(text) if s["inside"] is None]
    assert [(s["content"], s["source"]) for s in said] == [(content, source)]


def test_split_outlets__gives_each_outlet_its_statement() -> None:
    text = "The bishop of Ostry will retire in June, the Ostry Gazette and the Hill Herald reported on Monday."
    said = list_said(text)
    assert {s["who"]["name"] for s in said} == {"Ostry Gazette", "Hill Herald"}
    assert {s["content"] for s in said} == {"The bishop of Ostry will retire in June"}
    assert all(s["who"]["kind"] == "outlet" for s in said)


@pytest.mark.parametrize(
    "text",
    [
        "Neither station named a source.",
        "Nobody in the town hall would confirm the sale.",
        "The bridge would be examined by a Dravian engineer before the winter.",
        "The tunnel authority did not respond to several requests for comment.",
        "Divers were to go down to the wreck on Monday to see whether it leaks.",
    ],
)
def test_says_nothing__nobody_says_anything(text: str) -> None:
    assert [s["content"] for s in list_said(text) if s["force"] != "assertion"] == []


def test_says_nothing__a_question_put_to_the_speaker_is_no_statement() -> None:
    said = list_said("Asked about the broken crane, Tom Ray said that it was old and harmed nobody.")
    assert [s["content"] for s in said] == ["that it was old and harmed nobody"]


def test_mend_draft__leaves_out_the_occasion() -> None:
    text = "The yard will build two tugs, its head, Tom Ray, said at a meeting in Ostry on Tuesday."
    assert find_said(text, "two tugs")["content"] == "The yard will build two tugs"


def test_find_hearsay__reads_a_headline_without_its_verb() -> None:
    said = find_said("Bishop of Ostry said to be leaving", "Bishop")
    assert (said["force"], said["hedge"], said["who"]["kind"]) == ("hearsay", "said to", "unstated")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It is said that the old miller drowned here.", "the old miller drowned"),
        ("Rumour has it that the inn is sold.", "the inn is sold"),
        ("There are unconfirmed reports of a second slide above the town.", "a second slide"),
        ("The inn will be sold in May, it is understood.", "The inn will be sold"),
    ],
)
def test_find_rumours__has_nobody_for_a_source(text: str, content: str) -> None:
    found = find_said(text, content)
    assert (found["force"], found["source"]) == ("hearsay", "")


def test_find_hearsay__ends_with_the_infinitive() -> None:
    found = find_said("The barn is believed to date from the 1700s and hung over the river.", "date from")
    assert found["force"] == "hearsay"
    assert "hung" not in found["content"]


def test_find_nouned__stands_inside_what_answers_it() -> None:
    text = "Port officials rejected the pilots' claim that the buoy was never lit."
    inner = find_said(text, "the buoy was never lit")
    assert (inner["source"], inner["inside"]) == ("the pilots'", "the pilots' claim that the buoy was never lit")


@pytest.mark.parametrize(
    ("text", "source", "force"),
    [
        ("Q: When did the pump fail?", "Q", "question"),
        ("THE CLERK: The pump failed in May. Nobody saw it.", "THE CLERK", "statement"),
        ("Ann Poe (@annpoe): Back on the water at last. See you all in May.", "Ann Poe", "statement"),
    ],
)
def test_find_transcribed__has_all_of_a_paragraph(text: str, source: str, force: str) -> None:
    [said] = list_said(text)
    assert (said["source"], said["force"]) == (source, force)


def test_find_citing__has_whom_the_outlet_cites() -> None:
    said = find_said(
        "The Fenn Gazette reported on Friday, citing two dockers, that the crane was sold.", "the crane was sold"
    )
    assert (said["source"], said["via"]) == ("two dockers", "The Fenn Gazette")


@pytest.mark.parametrize(
    "text", ["The army has neither confirmed nor denied the loss of a boat.", "Reuters could not verify the footage."]
)
def test_is_void__has_no_statement_where_nothing_is_said(text: str) -> None:
    assert {s["force"] for s in list_said(text)} <= {"assertion"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("By all accounts, the dinner was a disaster.", "the dinner was a disaster"),
        ("Rumours are swirling that the clerk will leave.", "the clerk will leave"),
        ("The price, it is rumoured, was over a million.", "The price … was over a million"),
        ("Three divers are feared dead after the storm.", "Three divers are … dead"),
    ],
)
def test_find_hearsay__reads_what_nobody_in_particular_says(text: str, content: str) -> None:
    said = [s for s in list_said(text) if s["force"] == "hearsay"]
    assert [s["content"].removeprefix("that ") for s in said] == [content]


def test_find_rejections__take_a_charge_that_somebody_denies_out_of_what_is_said() -> None:
    said = [s for s in list_said("Prosecutors say he robbed a bank, a charge he denies.") if s["force"] != "assertion"]
    assert {(s["source"], s["content"], s["negated"]) for s in said} == {
        ("Prosecutors", "he robbed a bank", False),
        ("he", "a charge", True),
    }


def test_find_witnessed__is_the_outlet_s_own_statement() -> None:
    said = find_said("A Reuters photographer saw ten boats on the slip.", "ten boats")
    assert (said["who"]["kind"], said["who"]["name"]) == ("outlet", "Reuters")


@pytest.mark.parametrize("text", ["A spokesman for the mill declined to comment.", "She wrote the bill on a train."])
def test_is_void__drops_what_nobody_says(text: str) -> None:
    assert [s for s in list_said(text) if s["force"] != "assertion"] == []
