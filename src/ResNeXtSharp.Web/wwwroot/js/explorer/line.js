import { draw } from '../dom.js';
import { say } from '../words.js';

const size = { width: 560, height: 320, left: 52, right: 20, top: 20, bottom: 46 };
const ticks = [1, 2, 4, 8, 16, 32, 64];

// Both axes double from tick to tick.
const x = cardinality => size.left + (size.width - size.left - size.right) * Math.log2(cardinality) / 6;
const y = width => size.height - size.bottom - (size.height - size.top - size.bottom) * Math.log2(width) / 6;

/** Cardinality against width: the pairs that cost what ResNet-50's block costs, and the one that was chosen. */
export function drawLine(pairs, chosen) {
  const label = say(
    `Pairs of equal cost: ${pairs.map(pair => `${pair.cardinality} x ${pair.width}`).join(', ')}. Chosen: ${chosen.cardinality} x ${chosen.width}, ${Math.round(100 * chosen.cost)} % of the cost.`,
    `コストの等しい組:${pairs.map(pair => `${pair.cardinality} x ${pair.width}`).join('、')}。いまの設定:${chosen.cardinality} x ${chosen.width}、コストは${Math.round(100 * chosen.cost)} %。`);
  const mine = { x: x(chosen.cardinality), y: y(chosen.width) };
  return draw('svg', { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': label },
    ticks.flatMap(tick => [
      draw('path', { class: 'grid', d: `M${x(tick)} ${size.top} V${size.height - size.bottom} M${size.left} ${y(tick)} H${size.width - size.right}` }),
      draw('text', { class: 'faint', x: x(tick), y: size.height - size.bottom + 20, 'text-anchor': 'middle' }, String(tick)),
      draw('text', { class: 'faint', x: size.left - 10, y: y(tick) + 5, 'text-anchor': 'end' }, String(tick)),
    ]),
    draw('text', { class: 'faint', x: (size.left + size.width) / 2, y: size.height - 6, 'text-anchor': 'middle' }, say('cardinality C', 'カーディナリティC')),
    draw('text', { class: 'faint', x: 14, y: size.height / 2, 'text-anchor': 'middle', transform: `rotate(-90 14 ${size.height / 2})` }, say('width d', '幅d')),
    draw('path', { class: 'curve', d: pairs.map((pair, i) => `${i ? 'L' : 'M'}${x(pair.cardinality)} ${y(pair.width)}`).join('') }),
    pairs.map(pair => draw('circle', { class: 'pair', cx: x(pair.cardinality), cy: y(pair.width), r: 4.5 })),
    draw('circle', { class: 'mine', cx: mine.x, cy: mine.y, r: 9 }),
    // The line falls: above it there is room to the right, below it to the left.
    draw('text', mine.x < size.width / 2 ? { x: mine.x + 14, y: mine.y - 8 } : { x: mine.x - 14, y: mine.y + 24, 'text-anchor': 'end' }, `${chosen.cardinality} x ${chosen.width}d, ${Math.round(100 * chosen.cost)} %`));
}
