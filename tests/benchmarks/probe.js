/* In the page: when the hand moved, and when the picture had changed on the screen. Times in ms. */
window.probe = (() => {
  const moves = []; // {time, heard, value}: of the pressed pointer; the slider's value after it
  const changes = []; // {target, drawn, painted, shown}: which of the watched changed, and when
  let targets = []; // {element, observer, image}
  let read = { value: () => null, shown: () => null };
  let inFrame = false;

  // A message posted in a frame arrives when that frame has been painted.
  const soon = callback => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => callback(performance.now());
    channel.port2.postMessage(null);
  };
  // Registered before all others of its frame, so that theirs are known to be in one.
  const frame = () => {
    inFrame = true;
    soon(() => { inFrame = false; });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const whenPainted = callback =>
    inFrame ? soon(callback) : requestAnimationFrame(() => soon(callback));

  window.addEventListener('pointermove', event => {
    if (!event.buttons) return;
    const move = { time: event.timeStamp, heard: performance.now(), value: null };
    moves.push(move);
    soon(() => { move.value = read.value(); }); // after the slider's own listeners
  }, { capture: true });

  const note = target => {
    const [drawn, shown] = [performance.now(), read.shown()];
    whenPainted(painted => changes.push({ target, drawn, painted, shown }));
  };
  const mutated = target => {
    const { element, image } = targets[target];
    if (image === null) return note(target);
    const now = element.querySelector('img'); // a picture counts when it is a new one, decoded
    if (!now || now.src === image) return undefined;
    targets[target].image = now.src;
    return now.decode().then(() => note(target), () => {});
  };

  // Canvases change without a mutation of the document.
  for (const name of ['drawImage', 'putImageData']) {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      original.apply(this, given);
      targets.forEach(({ element }, target) => {
        if (element.contains(this.canvas)) note(target);
      });
    };
  }

  return {
    /* Watch what has to change; the functions read numbers: the slider's, the shown one. */
    watch(selectors, value, shown) {
      for (const { observer } of targets) observer.disconnect();
      read = { value, shown };
      targets = selectors.map((selector, target) => {
        const element = document.querySelector(selector);
        if (!element) throw new Error(`nothing here is ${selector}`);
        const observer = new MutationObserver(() => mutated(target));
        observer.observe(element,
          { childList: true, subtree: true, characterData: true, attributes: true });
        return { element, observer, image: element.querySelector('img')?.src ?? null };
      });
    },
    clear() { moves.length = 0; changes.length = 0; },
    take() { return { moves, changes }; },
  };
})();
