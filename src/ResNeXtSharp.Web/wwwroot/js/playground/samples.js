import { byId, make } from '../dom.js';
import { ask } from '../server.js';
import { onLanguage, say, share } from '../words.js';

let samples = [];

/** Test pictures to try, right and wrong ones; a server without any shows none. */
export async function showSamples(classify) {
  try {
    samples = (await ask('/api/samples')).samples;
  } catch {
    // The model's own line says what is wrong with the server.
    samples = [];
  }
  draw(classify);
  onLanguage(() => draw(classify));
}

function draw(classify) {
  byId('samples').hidden = samples.length === 0;
  byId('sample-list').replaceChildren(...samples.map(sample => {
    const picture = make('img');
    Object.assign(picture, { src: sample.picture, alt: '' });
    const button = make('button', picture, make('span', make('span.mark', sample.right ? '✓ ' : '✗ '), sample.true_class));
    button.type = 'button';
    button.className = sample.right ? 'is-right' : 'is-wrong';
    button.setAttribute('aria-label', sample.right
      ? say(`Try a picture of ${sample.true_class}, classified right`, `${sample.true_class}の画像を試す(正解)`)
      : say(`Try a picture of ${sample.true_class}, taken for ${sample.class}, ${share(sample.probability, 0)}`, `${sample.true_class}の画像を試す(${sample.class}と間違えた、${share(sample.probability, 0)})`));
    button.addEventListener('click', async () => {
      const blob = await (await fetch(sample.picture)).blob();
      classify([new File([blob], sample.true_class, { type: 'image/png' })]);
    });
    return make('li', button);
  }));
}
