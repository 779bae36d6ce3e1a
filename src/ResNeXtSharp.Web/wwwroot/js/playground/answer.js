import { make } from '../dom.js';
import { ask } from '../server.js';
import { say, share } from '../words.js';
import { drawPicture, drawHeat } from './picture.js';

let made = 0;

/** A picture and what the model says of it: loading, answered, or refused in the server's words. */
export class Answer {
  element = make('article.answer.plate');
  #file;
  #bitmap = null;
  #reply = null;
  #problem = null;
  #isShown = true;
  #strength = 60;
  #id = `answer-${++made}`;

  constructor(file) {
    this.#file = file;
    this.element.setAttribute('aria-busy', 'true');
    this.draw();
  }

  /** What a screen reader is told. */
  get spoken() {
    const first = this.#reply?.predictions[0];
    return first ? `${first.class}, ${share(first.probability)}` : this.#problem ?? '';
  }

  async load() {
    try {
      // The server judges the file itself; a browser that cannot show it shows none.
      this.#bitmap = await createImageBitmap(this.#file).catch(() => null);
      this.draw();
      this.#reply = await ask('/api/explain', { method: 'POST', body: this.#file, headers: { 'Content-Type': this.#file.type || 'application/octet-stream' } });
    } catch (error) {
      this.#problem = error.message;
    }
    this.element.removeAttribute('aria-busy');
    this.draw();
  }

  draw() {
    this.element.replaceChildren(this.#view(), this.#words());
    this.element.classList.toggle('refused', this.#problem !== null);
  }

  #view() {
    const view = make('div.view');
    if (this.#bitmap) view.append(drawPicture(this.#bitmap, say(`The picture ${this.#file.name}`, `画像${this.#file.name}`)));
    if (this.#reply?.heat) {
      const heat = drawHeat(this.#reply.heat);
      // The network sees a cut of the picture; the map lies over that.
      const { x, y, width, height } = this.#reply.heat.region;
      Object.assign(heat.style, { left: `${100 * x}%`, top: `${100 * y}%`, width: `${100 * width}%`, height: `${100 * height}%` });
      heat.style.opacity = this.#isShown ? this.#strength / 100 : 0;
      view.append(heat);
      this.heat = heat;
    }
    return view;
  }

  #words() {
    const words = make('div', make('h3', this.#file.name));
    if (this.#problem) words.append(make('p.note.problem', this.#problem));
    else if (!this.#reply) words.append(make('p', make('span.spinner'), say('Classifying…', '分類中…')));
    else words.append(...this.#result());
    return words;
  }

  #result() {
    const [first] = this.#reply.predictions;
    const time = this.#reply.milliseconds;
    return [
      make('p.verdict', `${first.class}, ${share(first.probability)}`),
      make('p.small.faint', say(`classified in ${time.toFixed(1)} ms`, `分類にかかった時間${time.toFixed(1)} ms`)),
      make('ol.bars', first.top.map(each => this.#bar(each))),
      ...(this.#reply.heat ? [this.#heatControls(first.class)] : []),
    ];
  }

  #bar({ class: name, probability }) {
    const fill = make('div.fill');
    fill.style.width = `${100 * probability}%`;
    return make('li', make('span.name', name), make('span.value', share(probability)), make('div.track', fill));
  }

  #heatControls(name) {
    const toggle = make('input');
    Object.assign(toggle, { type: 'checkbox', checked: this.#isShown });
    const slider = make('input');
    Object.assign(slider, { type: 'range', id: this.#id, min: 0, max: 100, value: this.#strength });
    slider.setAttribute('aria-label', say('Strength of the heat map', 'ヒートマップの濃さ'));
    const show = () => {
      this.#isShown = toggle.checked;
      this.#strength = Number(slider.value);
      slider.disabled = !toggle.checked;
      this.heat.style.opacity = toggle.checked ? slider.value / 100 : 0;
    };
    toggle.addEventListener('change', show);
    slider.addEventListener('input', show);
    return make('div.heat-controls', make('label.choice', toggle, make('span', 'Grad-CAM')), slider,
      make('p.small.faint', say(`Bright places spoke for "${name}".`, `明るいところが「${name}」の根拠です。`)));
  }
}
