"""Part 4, continued: overfit first, then fix it; both are graded by a person."""

from __future__ import annotations

from autograder.homework.hw1b.declaration import regularization

# The figures in the rubrics: 80 standardized rows, 40 tanh units, `initialize`, momentum with
# learning rate 0.1, 1000 epochs in batches of 20. Adam with 0.01 comes within 0.02 of them, with
# dropout within 0.025.
# tests/homework/test_hw1b_overfitting.py runs them again.

overfit_and_fix = regularization.manual(
    "overfit_and_fix",
    points=1.5,
    kind="code",
    title="Overfit, then fix it",
    prompt="""
`X_few`, `y_few` are 80 rows of the clinical set, `X_validation`, `y_validation` and `X_test`,
`y_test` 500 rows each, all standardized with the 80 rows. `train_regularized` (above) trains with
your own functions and returns the parameters and a history with `"loss"` and `"validation_loss"`
after each epoch, both without the penalty.

1. **Overfit.** Train a net with many hidden units (40 or more, activation `"tanh"`) on the 80 rows,
   without any penalty, dropout or early stopping, until it knows them by heart. 1000 epochs in
   batches of 20 with learning rate 0.1 (0.01 if you chose Adam) are enough. Plot both losses over
   the epochs.
2. **Fix it.** Train again from the same start with `l1`, `l2`, `rate` or `patience`, alone or
   together, at least four settings in all. Show for each the loss of the 80 rows and of the
   validation rows. Which one do you choose, and which number decided?
3. **Look once.** Give the loss of the test rows for the overfitted net and for your choice.

Say in comments what you see. For comparison: whoever gives every row the share of positives among
the validation rows has a validation loss of 0.12.
""".strip(),
    rubric="""
- 0.5 points: the net overfits, and the plot shows it. The loss of the 80 rows goes to 0 (below
  0.02) while the validation loss falls to its lowest, near 0.10, within the first 10 to 20 epochs
  and then climbs to about 0.16, more than the 0.12 of a guess. 0.25 if only the last numbers are
  given, or if nothing is said about them.
- 0.5 points: at least four settings, trained on the 80 rows from one start, with both losses for
  each. Near: l2 = 0.001 gives 0.013 and 0.13; l2 = 0.01 gives 0.12 and 0.10; l1 = 0.01 gives 0.12
  and 0.11; patience = 20 gives 0.11 and 0.10; rate = 0.5 alone hardly helps (0.00 and 0.16), with
  patience it is among the best (0.12 and 0.09). Other optimizers, activations, seeds and numbers
  of hidden units move these figures by 0.01 to 0.02; sigmoids want an l2 about three times smaller.
- 0.5 points: the choice is made by the *validation* loss (any setting near 0.10 or below will do),
  the test rows are used once, at the end, and only for the two nets: about 0.19 for the
  overfitted one, 0.11 to 0.13 after the cure. 0.25 if the right setting is chosen for a wrong
  reason, such as the loss of the 80 rows, or if the test rows take part in the choice.
Do not take points for wrong numbers that follow from an earlier function graded above.
""".strip(),
)

regularization_discussion = regularization.manual(
    "regularization_discussion",
    points=1.5,
    kind="text",
    title="What regularization does",
    prompt="""
Answer in two to four sentences each.

1. The mask of inverted dropout holds 1/(1 − rate) and not 1. What would be different when the net
   is used, after training with a mask of zeros and ones? Take three hidden units with activations
   0.2, 0.5 and 0.9, output weights 1, −1 and 2, and rate ½: what is their mean contribution to the
   output's sum in training with each kind of mask, and what is it after training?
2. The penalties leave the biases alone. What do large weights do to a net's output that a large
   bias does not do? What would a strong penalty on `b_out` do to the probabilities here, where
   about one patient in seven is positive?
3. In your first plot the validation loss turns while the training loss goes on falling. What has
   the net learnt before the turn, and what after it? With all 1500 training rows the same net
   reaches a validation loss near 0.09 at its best: what do more rows give that no penalty can?
""".strip(),
    rubric="""
- 0.5 points, question 1: without the scale the output's sums are larger in use than they were in
  training, by 1/(1 − rate) on average, and w_out was learnt for the smaller ones. Numbers: in
  training 0.75 with zeros and ones, 1.5 when scaled; after training 1.5 either way. 0.25 for the
  reason or the numbers alone.
- 0.5 points, question 2: large weights make the output change steeply with the inputs, so that it
  can bend around single rows; a bias only moves it and cannot fit a row's noise. A penalty on b_out
  would pull it to 0 and so the probabilities towards ½, far from one in seven: it adds an error
  and prevents none. 0.25 for one of the two.
- 0.5 points, question 3: before the turn what holds for all patients, after it the chance of these
  80 rows (noise, single labels). More rows bring new information, and make chance average out;
  a penalty brings none, it only keeps the net from using all of its freedom, at the price of a
  fit that is too stiff when it is too strong. 0.25 for one of the two.
Do not ask for these words; a right reason in others is as good.
""".strip(),
)
