// Runs in the page before anything else: notes when a lever is pressed and when what it moves is painted.
//
// A change is a text or an element put into or taken out of the page's main part, or anything about a picture:
// Vega draws them as SVG, so an attribute there is a bar's height. Other attributes (focus, fading, running
// marks) are not changes. The moment kept is that of the frame which shows the change: the first message after
// the next animation frame.
window.bench = (() => {
  const PICTURE = '[data-testid="stVegaLiteChart"]';
  let pressed = 0, changed = 0, painted = 0, asked = false;
  const main = () => document.querySelector('[data-testid="stMain"]');
  const pictures = () => [...document.querySelectorAll(PICTURE)];

  const channel = new MessageChannel();
  channel.port1.onmessage = () => { painted = performance.now(); };

  addEventListener('keydown', () => { pressed = performance.now(); changed = painted = 0; }, true);

  const counts = ({type, target}) => type === 'attributes'
    ? target instanceof SVGElement && target.closest(PICTURE)
    : main()?.contains(target);
  new MutationObserver(records => {
    if (!pressed || !records.some(counts)) return;
    changed = performance.now();
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; channel.port2.postMessage(0); });
  }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});

  return {
    // What is to be seen, to compare before and after; costs time, so only taken while nothing is measured.
    shown: () => ({pictures: pictures().map(each => each.querySelector('svg')?.innerHTML),
                   numbers: [...document.querySelectorAll('.numbers dd, [data-testid="stMetricValue"]')].map(e => e.innerText),
                   text: main()?.innerText}),
    // Milliseconds from the press to the frame with the last change; null until nothing has moved for `quiet`.
    settled: quiet => {
      const app = document.querySelector('[data-testid="stApp"]');
      const running = app.dataset.testScriptState !== 'notRunning';
      const moving = running || painted < changed || performance.now() - painted < quiet;
      return moving || !changed ? null : painted - pressed;
    },
  };
})();
