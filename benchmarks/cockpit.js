// Runs in the page before anything else: notes when a lever is pressed and when anything it moves is painted.
//
// A change is a text or element put into or taken out of the page's main part, or a drawing on a canvas (Vega
// clears a canvas each time it draws). Attributes (focus, fading, running marks) are not changes. The moment
// kept is that of the frame which shows the change: the first message after the next animation frame.
window.bench = (() => {
  let pressed = 0, changed = 0, painted = 0, waiting = false;
  let draws = new Map();
  const main = () => document.querySelector('[data-testid="stMain"]');
  const pictures = () => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];

  const channel = new MessageChannel();
  channel.port1.onmessage = () => { painted = performance.now(); waiting = false; };
  const change = () => {
    changed = performance.now();
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => channel.port2.postMessage(0));
    }
  };

  addEventListener('keydown', () => {
    pressed = performance.now();
    changed = painted = 0;
    draws = new Map();
  }, true);

  new MutationObserver(records => {
    if (pressed && records.some(each => main()?.contains(each.target))) change();
  }).observe(document, {subtree: true, childList: true, characterData: true});

  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (pressed && this.canvas.isConnected) {
      draws.set(this.canvas, performance.now());
      change();
    }
    return clear.apply(this, box);
  };

  const drawing = picture => {
    const canvas = picture.querySelector('canvas');
    return canvas ? canvas.toDataURL() : picture.innerHTML;
  };

  return {
    // What is to be seen, to compare before and after; costs time, so only taken while nothing is measured.
    shown: () => ({pictures: pictures().map(drawing),
                   numbers: [...document.querySelectorAll('[data-testid="stMetricValue"]')].map(e => e.innerText),
                   text: main()?.innerText ?? ''}),
    // Milliseconds from the press to the frame with the last change; null until nothing has moved for `quiet` ms.
    done: quiet => {
      const app = document.querySelector('[data-testid="stApp"]');
      const running = app?.getAttribute('data-test-script-state') === 'running';
      const moving = !changed || waiting || running || performance.now() - Math.max(changed, painted) < quiet;
      return moving ? null : {painted: painted - pressed, changed: changed - pressed,
                              drawn: [...draws.values()].map(at => at - pressed)};
    },
  };
})();
