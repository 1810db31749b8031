// Questions to the student's functions in Python: one at a time, the newest next, and what is said
// where no answer comes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import "./page.js";
import { Own } from "../../nbextensions/javascript/src/frame/own.js";
import { Store } from "../../nbextensions/javascript/src/frame/store.js";
import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";

const LONG = 60_000; // milliseconds: longer than any patience

/** A widget with an own function: what it asked, what it was answered, what it says. */
function asking() {
  const model = new PlainModel({ _own: ["forward"] });
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const answers = [];
  model.send = (content) => void sent.push(content);
  const own = new Own(new Store(model), (sentence) => void (made.says = sentence), (lines) => void (made.printed = lines));
  const made = {
    model, own, sent, answers, says: "", printed: "",
    /** @param {any} question */
    ask: (question) => own.request(question, (answer) => answers.push(answer)),
    /** Python's answer to a question that it was sent. @param {any} content @param {any} answer */
    reply: ({ id, view }, answer) => model.emit("msg:custom", { id, view, ...answer }, []),
  };
  return made;
}

test("one question is on its way at a time, and of those that wait the newest is asked", () => {
  const { ask, sent, reply, answers } = asking();
  for (const question of [1, 2, 3]) ask(question);
  assert.deepEqual(sent.map((content) => content.ask), [1]);
  reply(sent[0], { result: "one" });
  assert.deepEqual(sent.map((content) => content.ask), [1, 3]);
  reply(sent[1], { result: "three" });
  assert.deepEqual(answers.map(({ result }) => result), ["one", "three"]);
});

test("what the functions printed is told with the answer, and stays where an answer says nothing of it", () => {
  const made = asking();
  for (const [printed, told] of [["h = 1", "h = 1"], [undefined, "h = 1"], ["", ""]]) {
    made.ask(told);
    made.reply(made.sent.at(-1), { result: 1, ...(printed === undefined ? {} : { printed }) });
    assert.equal(made.printed, told);
  }
});

test("an answer to another view, or to a question of before, is not taken", () => {
  const { ask, sent, reply, answers, own } = asking();
  ask(1);
  reply({ ...sent[0], view: "another" }, { result: "theirs" });
  reply({ ...sent[0], id: 0 }, { result: "old" });
  assert.deepEqual([answers, own.pending], [[], true]);
});

test("a slow function is waited for with a sentence, which goes when the answer comes", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const made = asking();
  made.ask(1);
  t.mock.timers.tick(1000);
  assert.equal(made.says, "");
  t.mock.timers.tick(LONG);
  assert.match(made.says, /has not answered yet/);
  made.reply(made.sent[0], { result: "late" });
  assert.deepEqual([made.says, made.answers[0].result], ["", "late"]);
});

test("where the answer comes in time nothing is said, then or later", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const made = asking();
  made.ask(1);
  made.reply(made.sent[0], { result: "soon" });
  t.mock.timers.tick(LONG);
  assert.equal(made.says, "");
});

test("where the kernel was restarted, the waiting view is told to run the cell again", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const made = asking();
  made.ask(1);
  made.ask(2);
  t.mock.timers.tick(LONG);
  made.model.emit("comm_live_update");
  assert.equal(made.answers.length, 1);
  assert.match(made.answers[0].problem, /run .*cell again/);
  assert.deepEqual([made.says, made.own.pending, made.sent.length], ["", false, 1]);
});

test("where Python can no longer be written to, each question is answered so", async () => {
  const made = asking();
  made.model.send = () => {
    throw new Error("Cannot send");
  };
  for (const question of [1, 2]) {
    made.ask(question);
    await turn();
  }
  assert.equal(made.answers.length, 2);
  assert.match(made.answers[1].problem, /run .*cell again/);
});

test("a view that was taken away says nothing and hears nothing", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const made = asking();
  made.ask(1);
  made.own.dispose();
  t.mock.timers.tick(LONG);
  made.reply(made.sent[0], { result: "late" });
  made.model.emit("comm_live_update");
  assert.deepEqual([made.says, made.answers], ["", []]);
});
