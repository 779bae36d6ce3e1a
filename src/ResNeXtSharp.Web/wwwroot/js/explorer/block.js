import { draw } from '../dom.js';
import { count, say } from '../words.js';

const width = 640;
const middle = 270;
const most = 420;

/** The bottleneck as it is computed: three convolutions around a shortcut, as wide as their channels, the grouped one in slices. */
export function drawBlock(stage) {
  const [down, grouped, up] = stage.convolutions;
  const scale = most / Math.max(stage.channels, grouped.out_channels);
  const rows = [
    { y: 50, channels: down.out_channels, kind: 'one', text: `1x1, ${down.in_channels} → ${down.out_channels}` },
    { y: 130, channels: grouped.out_channels, kind: 'three', slices: grouped.groups, text: say(`3x3, ${grouped.in_channels} → ${grouped.out_channels}, ${grouped.groups} groups`, `3x3、${grouped.in_channels} → ${grouped.out_channels}、${grouped.groups}グループ`) },
    { y: 210, channels: up.out_channels, kind: 'one', text: `1x1, ${up.in_channels} → ${up.out_channels}` },
  ];
  const title = say(
    `Block of stage ${stage.name.at(-1)}: ${rows.map(row => row.text).join('; ')}; the input is added.`,
    `ステージ${stage.name.at(-1)}のブロック:${rows.map(row => row.text).join('、')}、入力を加算。`);
  const right = middle + most / 2 + 28;
  return draw('svg', { viewBox: `0 0 ${width} 332`, role: 'img', 'aria-label': title },
    draw('text', { x: middle, y: 18, 'text-anchor': 'middle', class: 'faint' }, say(`${count(down.in_channels)} channels, ${stage.height}x${stage.width}`, `${count(down.in_channels)}チャネル、${stage.height}x${stage.width}`)),
    draw('path', { class: 'wire', d: `M${middle} 26 V50 M${middle} 82 V130 M${middle} 162 V210 M${middle} 242 V278` }),
    draw('path', { class: 'wire', d: `M${middle} 34 H${right} V290 H${middle + 13}` }),
    draw('text', { x: right + 10, y: 158, class: 'faint side' }, say('shortcut', 'ショートカット')),
    rows.flatMap(row => layer(row, scale)),
    draw('circle', { class: 'sum', cx: middle, cy: 290, r: 12 }),
    draw('text', { x: middle, y: 295, 'text-anchor': 'middle' }, '+'),
    draw('text', { x: middle, y: 326, 'text-anchor': 'middle', class: 'faint' }, say(`${count(stage.channels)} channels`, `${count(stage.channels)}チャネル`)));
}

function layer({ y, channels, kind, slices = 1, text }, scale) {
  const whole = Math.max(channels * scale, 2);
  const left = middle - whole / 2;
  const slice = whole / slices;
  const gap = slices > 1 ? Math.min(slice * .25, 3) : 0;
  const boxes = Array.from({ length: slices }, (_, i) =>
    draw('rect', { class: kind, x: (left + i * slice).toFixed(2), y, width: (slice - gap).toFixed(2), height: 32, rx: slices > 1 ? 1 : 4 }));
  return [...boxes, draw('text', { x: middle, y: y + 53, 'text-anchor': 'middle', class: 'faint halo' }, text)];
}
