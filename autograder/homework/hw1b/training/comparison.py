"""Part 3, continued: what the two data sets have shown, with a hidden layer and without."""

from __future__ import annotations

from autograder.exercise import Choice, Number
from autograder.homework.hw1b.data import breast_cancer, clinical
from autograder.homework.hw1b.declaration import training


def baseline(maker):
    """Return the accuracy of always giving the validation rows' more frequent label."""
    share = float(maker()["y_validation"].mean())
    return max(share, 1 - share)


comparison = training.answers(
    "comparison",
    title="With a hidden layer and without",
    entries={
        "breast_cancer_baseline": Number(baseline(breast_cancer), places=2),
        "clinical_baseline": Number(baseline(clinical), places=2),
        "clinical_auc": Choice(
            "b",
            options={
                "a": "Near 0.5: they only guess.",
                "b": "Between 0.8 and 0.9.",
                "c": "Above 0.95.",
            },
        ),
        "hidden_layer": Choice(
            "c",
            options={
                "a": "The hidden layer is clearly better on both sets: by 0.05 or more in AUC.",
                "b": "The hidden layer is clearly better on the clinical set only.",
                "c": "The single neuron is about as good: the AUCs differ by less than 0.02.",
            },
        ),
        "accuracy": Choice(
            "a",
            options={
                "a": "Hardly more than the baseline's; what was learnt shows in the AUC.",
                "b": "Of the patients who come back, 87 in 100 are found.",
                "c": "Nothing was learnt, for the baseline is as accurate.",
            },
        ),
    },
    prompt=r"""
Read the reports above, those of the **validation** rows after forty epochs.

- `breast_cancer_baseline` and `clinical_baseline`: the accuracy of always giving the more
  frequent label, to two decimals.
- `clinical_auc`: where do the AUCs of net and neuron lie on the clinical set?
  **a** near 0.5, they only guess; **b** between 0.8 and 0.9; **c** above 0.95.
- `hidden_layer`: what is the hidden layer worth?
  **a** It is clearly better on both sets, by 0.05 or more in AUC. **b** It is clearly better on the
  clinical set only. **c** The single neuron is about as good: on both sets the AUCs differ by less
  than 0.02.
- `accuracy`: on the clinical set it is about 0.87. What does that say?
  **a** Hardly more than the baseline's; what was learnt shows in the AUC. **b** Of the patients who
  come back, 87 in 100 are found. **c** Nothing was learnt, for the baseline is as accurate.
""".strip(),
)
comparison.check_entries(
    "breast_cancer_baseline",
    "clinical_baseline",
    "clinical_auc",
    points=0.25,
    title="the baselines, and where the AUC lies",
)
comparison.check_entries(
    "hidden_layer",
    "accuracy",
    points=0.25,
    hidden=True,
    title="what the hidden layer and the accuracy are worth",
)


@comparison.mistake("This is the share of ones; where zeros are more frequent, take theirs.")
def takes_the_share_of_ones():
    return {
        "breast_cancer_baseline": 1 - baseline(breast_cancer),
        "clinical_baseline": 1 - baseline(clinical),
    }


@comparison.mistake(
    "An AUC of 0.5 would be guessing. Is it the AUC that you read, and after forty epochs?"
)
def believes_in_guessing():
    return {"clinical_auc": "a"}


@comparison.mistake(
    "The hidden layer wins at most a little, on the training rows. Compare the AUCs of the "
    "validation rows once more."
)
def believes_in_the_larger_net():
    return {"hidden_layer": "a"}


@comparison.mistake(
    "Accuracy counts all rows, and most patients do not come back. Of those who do, the true "
    "positives are found: count them against the false negatives."
)
def takes_accuracy_for_the_hit_rate():
    return {"accuracy": "b"}


@comparison.mistake(
    "The AUC is well above ½: patients who come back do get the larger p. Only few of these p are "
    "above 0.5, so the accuracy does not see it."
)
def believes_that_nothing_was_learnt():
    return {"accuracy": "c"}
