import { draw, make } from '../dom.js';
import { say } from '../words.js';

const width = 320;
const height = 250;
const middle = width / 2;

/** Convolutions that a form runs: a branch each has three, or two before they are laid side by side. */
export const convolutionsOf = (form, cardinality) => ({ A: 3 * cardinality, B: 2 * cardinality + 1, C: 3 })[form];

/** Figure 3 of the paper: of the branches the first two and the last are drawn. */
export function drawForms(stage) {
  const grouped = stage.convolutions[1];
  const [channels, all, groups] = [stage.channels, grouped.out_channels, grouped.groups];
  const branch = all / groups;
  return [
    figure('A', say('a branch each, added', '枝ごとに計算し、加算'), groups,
      [`${channels}, 1x1, ${branch}`, `${branch}, 3x3, ${branch}`, `${branch}, 1x1, ${channels}`], []),
    figure('B', say('branches laid side by side', '枝を連結'), groups,
      [`${channels}, 1x1, ${branch}`, `${branch}, 3x3, ${branch}`], [`${all}, 1x1, ${channels}`]),
    figure('C', say('grouped convolution', 'グループ化畳み込み'), groups, [],
      [`${channels}, 1x1, ${all}`, say(`${all}, 3x3, ${all}, ${groups} groups`, `${all}, 3x3, ${all}、${groups}グループ`), `${all}, 1x1, ${channels}`]),
  ];
}

function figure(letter, words, groups, branch, merged) {
  const all = [...branch, ...merged];
  const shown = groups > 3 ? 3 : groups;
  const label = `${letter}: ${words}. ${all.join('; ')}.`;
  const drawing = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    branch.flatMap((text, level) => Array.from({ length: shown }, (_, i) => box(text, centre(i, shown, groups), 84, level, all))),
    branch.length > 0 && groups > 3 ? [draw('text', { x: middle + 48, y: 40, 'text-anchor': 'middle', class: 'faint' }, '⋯')] : [],
    merged.map((text, i) => box(text, middle, 230, branch.length + i, all)),
    draw('text', { x: middle, y: height - 14, 'text-anchor': 'middle', class: 'faint' }, letter === 'A'
      ? say(`sum of ${groups} branches + input`, `${groups}本の枝の和 + 入力`)
      : say('+ input', '+ 入力')));
  return make('figure.plate', make('figcaption', `${letter}: ${words}`), drawing);
}

// The last of many branches stands apart, behind dots.
const centre = (i, shown, groups) => middle + (i - (shown - 1) / 2) * 96 + (groups > 3 && i === 2 ? 6 : 0) - (groups > 3 && i < 2 ? 6 : 0);

function box(text, x, wide, level, all) {
  const y = 14 + 72 * level;
  return draw('g', {},
    level < all.length - 1 ? draw('path', { class: 'wire', d: `M${x} ${y + 40} V${y + 68}` }) : draw('path', { class: 'wire', d: `M${x} ${y + 40} V${y + 56}` }),
    draw('rect', { class: text.includes('3x3') ? 'three' : 'one', x: x - wide / 2, y, width: wide, height: 38, rx: 4 }),
    fitted(text, x, y + 24, wide));
}

function fitted(text, x, y, wide) {
  const element = draw('text', { x, y, 'text-anchor': 'middle', class: 'inside' }, text);
  if (text.length * 7.4 > wide - 8) {
    element.setAttribute('textLength', wide - 10);
    element.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
  return element;
}
