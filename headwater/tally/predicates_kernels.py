"""What part the words of a content play: which are said of something, which of those first, and which are denied."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

AUXILIARY, NEGATION, BREAK, FORM, HOLDS, TURN, SHORT, INTENT, MADE, INFINITIVE = 1, 2, 4, 8, 16, 32, 64, 128, 256, 512
"""Kinds of words: before a verb; denies what follows; opens a clause; looks like a verb's past; a determiner, a
possessive or a preposition, behind which a past form is an adjective; opens a clause that is not the main one; letters
that could stand for any name; a noun that takes an infinitive ("the decision to close"); what only says that there is
such a thing ("was made", "comes"); "to"."""

VERB, MAIN, DENIED, SUBJECT, HELD = 1, 2, 4, 8, 16
"""Parts: is said of something; is said in the main clause; stands behind a negation in its clause; is a name before
the first predicate; is taken for granted of the subject ("the decision to close the mill cost her the seat" is no
report that the mill will close), and stands for the predicate that follows."""

TELLING = 0.8
"""From this weight on a word can be a predicate; half of all articles have a lighter one."""

_Terms = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


@compile_kernel
def follow_intent(intent: int, said: int, row: NDArray[Any], kind: NDArray[Any], i: int) -> int:
    """1 at a noun that takes an infinitive, in the subject of content `row[i]`; 2 from its "to" on; else 0."""
    if kind[i] & INTENT and not said:
        for back in range(max(i - 2, 0), i):
            if row[back] == row[i] and kind[back] & HOLDS:
                return 1
    if intent == 1:
        return 2 if kind[i] & INFINITIVE else 0
    return intent


@compile_kernel
def mark_parts(
    row: NDArray[Any], kind: NDArray[Any], weight: NDArray[Any], upper: NDArray[Any], name: NDArray[Any]
) -> NDArray[Any]:
    """The parts of every word of contents, in order; `row` is the content of each."""
    out = np.zeros(len(row), np.int8)
    current = -1
    ready = denied = turned = joined = mains = said = 0
    before, intent, held = 0, 0, -1
    for i in range(len(row)):
        if row[i] != current:
            current = row[i]
            ready = denied = turned = joined = mains = said = before = intent = 0
            held = -1
        k = kind[i]
        intent = follow_intent(intent, said, row, kind, i)
        if k & MADE and held >= 0:
            out[held] = (out[held] | VERB | MAIN) & ~HELD
            mains += 1
            held = -1
        if k & BREAK:
            ready = denied = 0
            joined = 1 if k & TURN == 0 else 0
            turned = 1 if k & TURN else turned
        if k & NEGATION:
            denied = 1
        if k & AUXILIARY:
            ready = 1
            # A second verb of a clause that hangs on another is the other's: "the firm, which closed a mill, will …".
            turned = 0 if turned == 2 else turned
        elif weight[i] > TELLING:
            form = k & FORM and not upper[i] and before & HOLDS == 0
            granted = intent == 2 and not said
            said = said or ready or form
            if name[i] and not said and not k & SHORT:
                out[i] |= SUBJECT
            if granted:
                out[i] |= HELD
                held = i
                ready = intent = 0
            elif ready or form:
                out[i] |= VERB
                turned = 2 if turned else 0
                if not turned and (ready or mains == 0 or joined):
                    out[i] |= MAIN
                    mains += 1
                ready = joined = 0
            if denied:
                out[i] |= DENIED
        before = k
    return out


@compile_kernel
def compare_parts(left: NDArray[Any], right: NDArray[Any], terms: _Terms, denied: NDArray[Any]) -> NDArray[Any]:
    """For every pair: (share of the main predicates that the other has too, weight of shared words denied in one only,
    weight of those denied in both or none, 1 where each has a subject that the other does not name). The share is a
    half where neither has a predicate. `terms` is (pointer, term, weight, name, part); `denied` are contents that their
    cue denies.
    """
    pointer, term, weight, name, part = terms
    out = np.zeros((len(left), 4), np.float32)
    for p in range(len(left)):
        a, b = left[p], right[p]
        i, j = pointer[a], pointer[b]
        ie, je = pointer[a + 1], pointer[b + 1]
        mains_a = mains_b = met_a = met_b = subjects_a = subjects_b = named = 0
        opposite = same = 0.0
        while i < ie or j < je:
            if j >= je or (i < ie and term[i] < term[j]):
                mains_a += part[i] & (MAIN | HELD) > 0
                subjects_a += part[i] & SUBJECT > 0
                i += 1
            elif i >= ie or term[j] < term[i]:
                mains_b += part[j] & (MAIN | HELD) > 0
                subjects_b += part[j] & SUBJECT > 0
                j += 1
            else:
                named += (part[i] | part[j]) & SUBJECT > 0
                said = (part[i] | part[j]) & HELD == 0
                mains_a += part[i] & (MAIN | HELD) > 0
                met_a += said and part[i] & MAIN > 0
                mains_b += part[j] & (MAIN | HELD) > 0
                met_b += said and part[j] & MAIN > 0
                if not (name[i] and name[j]):
                    w = max(weight[i], weight[j])
                    if ((part[i] & DENIED > 0) != denied[a]) != ((part[j] & DENIED > 0) != denied[b]):
                        opposite += w
                    else:
                        same += w
                i += 1
                j += 1
        share = 0.5
        if mains_a or mains_b:
            share = (met_a / max(mains_a, 1) + met_b / max(mains_b, 1)) / ((mains_a > 0) + (mains_b > 0))
        out[p, 0], out[p, 1], out[p, 2] = share, opposite, same
        out[p, 3] = subjects_a > 0 and subjects_b > 0 and named == 0
    return out
