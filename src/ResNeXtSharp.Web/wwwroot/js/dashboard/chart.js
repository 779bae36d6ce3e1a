import { byId, make } from '../dom.js';
import { say } from '../words.js';

/* global uPlot */

const paint = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** One chart: the same quantity of several runs over the epochs. It is made anew when its lines change, and only given data when they grow. */
export class Chart {
  #plot = null;
  #shape = '';
  #box = make('div.canvas');
  #title = make('span');
  #readout = make('span.readout');

  constructor(format, options = {}) {
    this.format = format;
    this.options = options;
    this.#readout.setAttribute('aria-hidden', 'true');
    this.element = make('figure.chart', make('figcaption', this.#title, this.#readout), this.#box);
    // Drawn pixels say nothing to a screen reader; the table below the charts has their numbers.
    this.#box.setAttribute('role', 'img');
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#box);
  }

  /** Shows lines of { run, hue, dashed, points: [[epoch, value]…] }. */
  show(title, lines, description) {
    this.#title.textContent = title;
    this.#box.setAttribute('aria-label', `${title}. ${description}`);
    this.lines = lines;
    if (!('uPlot' in globalThis)) {
      this.#box.textContent = say('This program was built without charts: build it again where Node.js is installed.', 'このプログラムはグラフなしでビルドされています。Node.jsのある環境でビルドし直してください。');
      return;
    }
    const epochs = [...new Set(lines.flatMap(line => line.points.map(([epoch]) => epoch)))].sort((a, b) => a - b);
    const data = [epochs, ...lines.map(line => {
      const values = new Map(line.points);
      return epochs.map(epoch => values.get(epoch) ?? null);
    })];
    const shape = JSON.stringify([lines.map(line => [line.run, line.hue, line.dashed]), document.documentElement.dataset.theme]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#uplotOptions(lines), data, this.#box);
    } else {
      this.#plot.setData(data);
    }
    this.element.dataset.points = lines.reduce((sum, line) => sum + line.points.length, 0);
  }

  #size() {
    return { width: Math.max(this.#box.clientWidth, 160), height: Math.max(this.#box.clientHeight, 120) };
  }

  #uplotOptions(lines) {
    const [text, grid] = [paint('--faint'), paint('--line')];
    const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '12px system-ui, sans-serif' };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 8 } },
      scales: { x: { time: false, range: (_, low, high) => low === high ? [low - .5, high + .5] : [low, high] }, y: this.options.log ? { distr: 3 } : {} },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        { ...axis, size: 62, values: (_, ticks) => ticks.map(tick => tick == null ? '' : this.format(tick)) },
      ],
      series: [{}, ...lines.map(line => ({
        label: line.run,
        stroke: paint(`--hue-${line.hue}`),
        width: 2,
        dash: line.dashed ? [6, 4] : undefined,
        spanGaps: true,
        points: { show: line.points.length < 40, size: 5 },
      }))],
      hooks: { setCursor: [plot => this.#read(plot)] },
    };
  }

  #read(plot) {
    const at = plot.cursor.idx;
    const values = at == null ? [] : this.lines.flatMap((line, i) => plot.data[i + 1][at] == null ? [] : [`${line.run} ${this.format(plot.data[i + 1][at])}`]);
    this.#readout.textContent = values.length > 0 ? `${plot.data[0][at]}: ${values.slice(0, 4).join(' · ')}` : '';
  }
}

/** Puts charts on the page. */
export const place = (id, charts) => byId(id).replaceChildren(...charts.map(chart => chart.element));
