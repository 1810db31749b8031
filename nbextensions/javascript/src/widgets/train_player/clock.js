/** What makes a training play: so many steps a second, as the screen's frames allow. */

const VISIBLE = 500; // milliseconds between two pictures where motion is to be reduced

export class Clock {
  /**
   * @param {{reducedMotion: boolean, store: import("../../frame/store.js").Store}} frame
   * @param {{speed: () => number, at: () => number, to: (step: number) => void, end: () => number}} player
   */
  constructor(frame, player) {
    this.frame = frame;
    this.player = player;
    this.request = 0;
    this.since = 0;
    this.from = 0;
    this.rate = 0;
    this.last = 0;
  }

  get playing() {
    return this.request !== 0;
  }

  /** Play, or pause; at the end, play from the start. */
  toggle() {
    if (this.playing) return this.stop();
    if (this.player.at() >= this.player.end()) this.player.to(0);
    this.anchor(performance.now());
    this.last = this.since;
    this.request = requestAnimationFrame((now) => this.tick(now));
    this.frame.store.schedule("playing");
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.request);
    this.request = 0;
    this.frame.store.save(); // Python knows at once where it stopped
    this.frame.store.schedule("playing");
  }

  /** Count from here. @param {number} now */
  anchor(now) {
    this.since = now;
    this.from = this.player.at();
    this.rate = this.player.speed();
  }

  /** @param {number} now */
  tick(now) {
    const { player } = this;
    this.request = requestAnimationFrame((later) => this.tick(later));
    if (player.speed() !== this.rate) this.anchor(now);
    if (this.frame.reducedMotion && now - this.last < VISIBLE) return;
    const wanted = this.from + Math.floor(((now - this.since) / 1000) * this.rate);
    const step = Math.min(wanted, player.end());
    if (step > player.at()) {
      player.to(step);
      this.last = now;
      if (player.at() < step) this.anchor(now); // the training is not that far yet
    }
    if (player.at() >= player.end()) this.stop();
  }
}
