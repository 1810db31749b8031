/** Steps that take themselves: slowly at first, then faster. */

const SLOW = 6; // steps a second
const FAST = 60;
const WARM_UP = 40; // steps until it is fast
const STILL = 500; // milliseconds between two pictures where motion is not wanted

export class Player {
  /**
   * @param {{step: (n: number) => boolean, changed: () => void, calm: boolean}} options
   *   `step`: take n steps; false: there is nothing more to do; `calm`: few pictures, no motion
   */
  constructor({ step, changed, calm }) {
    this.take = step;
    this.changed = changed;
    this.calm = calm;
    this.playing = false;
    this.frame = 0;
  }

  toggle() {
    if (this.playing) this.stop();
    else this.start();
  }

  start() {
    this.playing = true;
    this.taken = 0;
    this.due = 0;
    this.last = performance.now();
    this.frame = requestAnimationFrame((now) => this.tick(now));
    this.changed();
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.changed();
  }

  taken = 0;
  due = 0;
  last = 0;

  /** @param {number} now */
  tick(now) {
    if (!this.playing) return;
    const rate = Math.min(FAST, SLOW + ((FAST - SLOW) * this.taken) / WARM_UP);
    this.due += (rate * Math.max(0, Math.min(now - this.last, 1000))) / 1000;
    this.last = now;
    const n = Math.floor(this.due);
    const wait = this.calm && this.due < (rate * STILL) / 1000;
    if (n > 0 && !wait) {
      this.due -= n;
      this.taken += n;
      if (!this.take(n)) return this.stop();
    }
    this.frame = requestAnimationFrame((next) => this.tick(next));
  }
}
